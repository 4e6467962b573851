from django.core.management.base import BaseCommand

from home.content.loading import load


class Command(BaseCommand):
    help = "Loads or refreshes the Kilkis content. Safe to repeat; never overwrites what an editor changed."

    def handle(self, *args, **options):
        shown = None
        for done, total in load():
            share = 100 * done // total
            if share == shown:
                continue
            shown = share
            if self.stdout.isatty():
                self.stdout.write(f"\rContent: {share} %", ending="")
                self.stdout.flush()
            elif share % 25 == 0:
                self.stdout.write(f"Content: {share} %")
        self.stdout.write("\rThe Kilkis content is there." if self.stdout.isatty() else "The Kilkis content is there.")
