from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "luoshi.rounds"
    label = "rounds"
    verbose_name = "调度填报"

    def ready(self) -> None:
        from luoshi.calendar.entering import year_changed
        from luoshi.plans.following import followed_by
        from luoshi.rounds.opening import follow_year
        from luoshi.rounds.setting_up import propose

        followed_by(propose)
        year_changed.connect(follow_year, dispatch_uid="rounds")
