"""Settings: every knob, read from SITREP_* environment variables when a process starts, never at import."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set. Times are seconds, sizes are bytes."""

    model_config = SettingsConfigDict(env_prefix="SITREP_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="address that the API listens on")
    port: int = Field(8000, ge=0, le=65535, description="port that the API listens on; 0 takes a free one")

    redis_url: str = Field("redis://127.0.0.1:6379/0", description="the job store, and the broker unless set apart")
    broker_url: str | None = Field(None, description="Celery's broker, when it is not the job store's Redis")
    key_prefix: str = Field("sitrep", pattern=r"^[a-z0-9_-]{1,32}$", description="prefix of every Redis key")
    queue: str = Field("sitrep", pattern=r"^[a-z0-9_.-]{1,64}$", description="name of the Celery queue")

    max_body_bytes: int = Field(1 << 20, ge=1024, description="largest body of one article")
    max_batch_bytes: int = Field(64 << 20, ge=1024, description="largest body of a batch")
    max_batch_lines: int = Field(50_000, ge=1, description="most lines of a batch")
    max_text_chars: int = Field(500_000, ge=1, description="longest article text, in code points")
    body_pause_s: float = Field(10.0, gt=0, description="longest silence while a body is sent")
    body_s: float = Field(30.0, gt=0, description="longest time in which an article's body may come")
    batch_body_s: float = Field(600.0, gt=0, description="longest time in which a batch's body may come")
    max_wait_s: float = Field(60.0, ge=0, description="longest Prefer: wait")

    result_ttl_s: int = Field(7 * 24 * 3600, ge=1, description="how long a finished job is kept")
    max_backlog_jobs: int = Field(200_000, ge=1, description="waiting jobs beyond which posts are refused")
    max_backlog_bytes: int = Field(2 << 30, ge=1, description="bytes of waiting text beyond which posts are refused")

    max_attempts: int = Field(3, ge=1, description="times a job is tried before it is failed")
    lease_s: float = Field(10.0, gt=0, description="a running job whose worker is silent this long runs again")
    job_deadline_s: float = Field(120.0, gt=0, description="longest run of one article")
    resend_after_s: float = Field(5.0, gt=0, description="a waiting job whose message seems lost is sent again")
    sweep_interval_s: float = Field(1.0, gt=0, description="pause between two sweeps")

    backend: str = Field("onnx", description="the engine: onnx, torch, or fake for tests")
    model: Path | None = Field(None, description="folder or Hub name of the model; the one that ships when unset")
    device: str = Field("cpu", pattern=r"^(cpu|cuda|cuda:\d+)$", description="where the torch engine runs: cpu, cuda")
    precision: Literal["fp32", "bf16"] = Field("fp32", description="numbers of the torch engine: fp32, bf16")
    batch_tokens: int = Field(512, ge=32, description="padded tokens of one batch")

    log_level: str = Field("info", description="debug, info, warning or error")
