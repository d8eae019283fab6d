#!/usr/bin/env bash
# Of four libraries that read lines of cron, two agree on which days "0 0 13 * 5" means, and for one of them "0" is Monday.
#
# In cron's manual it's each 13th and each Friday, and 0 is Sunday. croniter 7.0.0 and cronsim 2.8 do that. Celery 5.7.0's crontab means those 13ths that
# are Fridays. APScheduler 3.11.3's from_crontab() means those that are Saturdays, as it counts days from Monday: "0 0 * * 0" runs on Mondays, and
# "0 0 * * 1-5" from Tuesday to Saturday, without a word. "0 0 */2 * 1" parts the first two: croniter takes all odd days and all Mondays,
# cronsim the Mondays among odd days. Names (mon, fri) mean the same to all.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q apscheduler==3.11.3 celery==5.7.0 croniter==7.0.0 cronsim==2.8
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import datetime

import apscheduler.triggers.cron
import celery.schedules
import croniter
import cronsim

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
DAY = datetime.timedelta(days=1)


def in_croniter(line):
    times = croniter.croniter(line, START)
    while True:
        yield times.get_next(datetime.datetime)


def in_cronsim(line):
    yield from cronsim.CronSim(line, START)


def in_celery(line):
    fields = ("minute", "hour", "day_of_month", "month_of_year", "day_of_week")
    schedule = celery.schedules.crontab(**dict(zip(fields, line.split())))
    day = START + DAY
    while True:
        if day.day in schedule.day_of_month and day.isoweekday() % 7 in schedule.day_of_week:
            yield day
        day += DAY


def in_apscheduler(line):
    trigger = apscheduler.triggers.cron.CronTrigger.from_crontab(line, timezone="UTC")
    time = START + DAY
    while True:
        time = trigger.get_next_fire_time(None, time)
        yield time
        time += DAY


READERS = {"croniter": in_croniter, "cronsim": in_cronsim, "celery": in_celery, "apscheduler": in_apscheduler}
SEEN = {
    "0 0 13 * 5": ["Fri 01-02, Fri 01-09, Tue 01-13"] * 2 + ["Fri 02-13, Fri 03-13, Fri 11-13", "Sat 06-13, Sat 02-13, Sat 03-13"],
    "0 0 * * 0": ["Sun 01-04, Sun 01-11, Sun 01-18"] * 3 + ["Mon 01-05, Mon 01-12, Mon 01-19"],
    "0 0 * * 1-5": ["Fri 01-02, Mon 01-05, Tue 01-06"] * 3 + ["Fri 01-02, Sat 01-03, Tue 01-06"],
    "0 0 */2 * 1": ["Sat 01-03, Mon 01-05, Wed 01-07"] + ["Mon 01-05, Mon 01-19, Mon 02-09"] * 2 + ["Tue 01-13, Tue 01-27, Tue 02-03"],
    "0 0 * * fri": ["Fri 01-02, Fri 01-09, Fri 01-16"] * 4,
}
for line, expected in SEEN.items():
    for (name, read), days in zip(READERS.items(), expected):
        times = read(line)
        answer = ", ".join(next(times).strftime("%a %m-%d") for _ in range(3))
        print(f"{line:12} {name}: {answer}")
        assert answer == days, f"it was {days}"
PYTHON
