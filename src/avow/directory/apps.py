"""The public read model and its search."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The public read model and its search."""

    name = "avow.directory"
    label = "directory"

    def ready(self) -> None:
        """Hear of organisations that change: they stand on public pages. Look after the stock."""
        from avow.directory import services, stocking  # noqa: PLC0415  models are not loaded before
        from avow.kernel.due import due  # noqa: PLC0415  as above
        from avow.people import changed  # noqa: PLC0415  as above

        changed.register(services.organisation_changed)
        due("directory.stock")(stocking.look)
