from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "luoshi.notices"
    label = "notices"
    verbose_name = "通知"

    def ready(self) -> None:
        """Each page shows how many notices wait: asked with the seat, not in a question of its own."""
        from luoshi.accounts.sitting import also_asked
        from luoshi.notices.telling import unread_of_post

        also_asked["unread"] = unread_of_post()
