"""What the official Python SDK makes of a sandbox, person by person.

    pip install "timeback-sdk[fastapi]"        (Python >= 3.12)
    python profile_check.py http://127.0.0.1:4010 [--config timeback.config.json] [address ...]

Prints one JSON line for each address, of everyone in /_sandbox/people unless addresses are given:

    {"email": ..., "verify": {"verified": ..., "timebackId": ...}, "profile": {...}, "xp": {"today": ..., "all": ...}}

`verify` and `profile` are `{"code": ...}` where the SDK cannot resolve the user. `profile` has the
keys of `/api/timeback/user/me`; its XP is always 0, a defect of the SDK, so `xp` holds the sums that
the SDK's own analytics client arrives at. Exits with 1 if the SDK refused anything else.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
import urllib.request
from datetime import UTC, datetime

from timeback.server import ApiCredentials, CustomIdentityConfig, TimebackConfig, create_server
from timeback.server.handlers.user.enrollments import get_utc_day_range
from timeback.server.handlers.user.profile import profile_to_dict
from timeback.server.lib.resolve import TimebackUserResolutionError
from timeback_common import config as platform
from timeback_edubridge import aggregate_activity_metrics


def point_at(origin: str) -> None:
    """Replaces the URLs of the staging platform; the SDK has no setting for them."""
    platform.BEYONDAI_API_URLS["staging"] = origin
    platform.BEYONDAI_CALIPER_URLS["staging"] = origin
    platform.BEYONDAI_TOKEN_URLS["staging"] = f"{origin}/oauth2/token"


def connect(config_path: str):
    """A server of the SDK with the courses of this file."""
    return create_server(
        TimebackConfig(
            env="staging",
            api=ApiCredentials(client_id="sandbox", client_secret="sandbox-secret"),
            identity=CustomIdentityConfig(mode="custom", get_email=lambda _request: None),
            config_path=config_path,
        )
    )


def connect_without_courses():
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"name": "Check", "sensor": "https://check.example.com", "courses": []}, file)
        file.flush()
        return connect(file.name)


async def resolved(call) -> dict:
    try:
        return await call
    except TimebackUserResolutionError as error:
        # A lookup that failed for another reason than the answer is what this check is there to find.
        if error.code == "timeback_user_lookup_failed":
            raise
        return {"code": error.code}


async def verify(timeback, email: str) -> dict:
    result = await timeback.user.verify(email)
    return {"verified": result.verified, "timebackId": result.timeback_id}


async def profile(timeback, email: str) -> dict:
    return profile_to_dict(await timeback.user.get_profile(email))


async def xp(timeback, student_id: str) -> dict:
    start, end = get_utc_day_range(datetime.now(UTC))
    sums = {}
    for name, since in {"today": start.isoformat(), "all": "2000-01-01"}.items():
        activity = await timeback.api.edubridge.analytics.get_activity(
            student_id=student_id, start_date=since, end_date=end.isoformat()
        )
        sums[name] = aggregate_activity_metrics(activity.facts).total_xp
    return sums


async def check(timeback, email: str) -> dict:
    line = {
        "email": email,
        "verify": await resolved(verify(timeback, email)),
        "profile": await resolved(profile(timeback, email)),
    }
    if "id" in line["profile"]:
        line["xp"] = await xp(timeback, line["profile"]["id"])
    return line


def everyone(origin: str) -> list[str]:
    with urllib.request.urlopen(f"{origin}/_sandbox/people") as answer:
        return [person["email"] for person in json.load(answer)["people"]]


async def main(origin: str, config_path: str | None, emails: list[str]) -> int:
    point_at(origin)
    logging.disable(logging.CRITICAL)
    timeback = connect(config_path) if config_path else connect_without_courses()
    refused = 0
    for email in emails or everyone(origin):
        try:
            line = await check(timeback, email)
        except Exception as error:
            refused += 1
            line = {"email": email, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(line, ensure_ascii=False))
    await timeback.close()
    return 1 if refused else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("origin")
    parser.add_argument("--config")
    parser.add_argument("emails", nargs="*")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.origin.rstrip("/"), given.config, given.emails)))
