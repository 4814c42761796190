"""The log-in of a person."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from luoshi.units.models import Person


class People(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """A log-in; its first password must be changed unless told otherwise."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A log-in. Rights come from the posts of its person alone (`rights.py`); there is no superuser."""

    username = models.CharField("用户名", max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField("启用", default=True)
    must_change = models.BooleanField("须改密码", default=True)
    email = models.EmailField("邮箱", blank=True)
    date_joined = models.DateTimeField("建立时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    is_staff = False
    is_superuser = False
    objects = People()

    def __str__(self) -> str:
        return self.person.name if self.person_id and self.person else self.username

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Never: what one may do is said by `rights.py`."""
        return False

    def has_module_perms(self, label: str) -> bool:
        return False


class LoginTry(models.Model):
    """One attempt to log in with a password: what throttling counts and the security administrator sees.

    name  the user name as typed, in small letters; user  the log-in of that name, if there is one;
    known  whether that log-in had been opened from this address before."""

    at = models.DateTimeField("时间")
    name = models.CharField("用户名", max_length=60)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="tries")
    address = models.CharField("地址", max_length=64)
    known = models.BooleanField(default=False)
    succeeded = models.BooleanField("成功", default=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["name", "address", "at"]),
            models.Index(fields=["address", "at"]),
            models.Index(fields=["at"]),
        ]
