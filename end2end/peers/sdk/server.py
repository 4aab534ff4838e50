"""The official Python SDK on FastAPI, as its documentation shows it; the student is taken from a cookie."""

import logging
import os

from fastapi import FastAPI
from timeback.server import ApiCredentials, CustomIdentityConfig, TimebackConfig
from timeback.server.adapters.fastapi import TimebackFastAPI
from timeback_common import config as platform

ORIGIN = os.environ["PLATFORM"]

# The SDK has no setting for the platform's URLs.
platform.BEYONDAI_API_URLS["staging"] = ORIGIN
platform.BEYONDAI_CALIPER_URLS["staging"] = ORIGIN
platform.BEYONDAI_TOKEN_URLS["staging"] = f"{ORIGIN}/oauth2/token"
logging.disable(logging.INFO)

timeback = TimebackFastAPI(
    TimebackConfig(
        env="staging",
        api=ApiCredentials(client_id="sandbox", client_secret="sandbox-secret"),
        identity=CustomIdentityConfig(mode="custom", get_email=lambda request: request.cookies.get("student")),
        config_path=os.environ["TIMEBACK_CONFIG"],
    )
)
app = FastAPI()
app.include_router(timeback.router, prefix="/api/timeback")
