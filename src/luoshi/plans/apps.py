from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "luoshi.plans"
    label = "plans"
    verbose_name = "方案"

    def ready(self) -> None:
        from luoshi.plans.unit_changes import PlansFollow
        from luoshi.units.merging import followed_by

        followed_by(PlansFollow())
