"""The batch program as one long-lived process."""
import atexit
import json
import math
import os
import shutil
import subprocess
import threading

from .answers import Answer, frame_of

# Columns that say what a row is, and are not numbers of a task.
LABELS = ("study", "label")


class TrialPoolError(Exception):
    """A request that cannot be answered: a stable code, and the study (from 1) and field to blame, where there are."""

    def __init__(self, message, code="unreadable-request", study=None, field=None):
        super().__init__(message)
        self.code, self.study, self.field = code, study, field


class Client:
    """Asks one `trialpool-analyze batch`, which starts with the first request and ends with the client.

    Several threads may share a client; their requests wait for each other.
    """

    def __init__(self, program=None):
        self._program = program or os.environ.get("TRIALPOOL_ANALYZE") or shutil.which("trialpool-analyze")
        self._process, self._lock, self._number = None, threading.Lock(), 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the process; the next request starts another."""
        with self._lock:
            self._end()

    def _end(self):
        process, self._process = self._process, None
        if process is None:
            return
        process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def _running(self):
        if self._process is not None and self._process.poll() is None:
            return self._process
        if not self._program:
            raise TrialPoolError("trialpool-analyze is not on PATH; install TrialPool or set TRIALPOOL_ANALYZE", "no-program")
        try:
            self._process = subprocess.Popen(
                [self._program, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        except OSError as error:
            raise TrialPoolError(f"{self._program} cannot be started: {error}", "no-program") from error
        return self._process

    def request(self, task, **fields):
        """Any request of the batch contract; gives the whole answer, or raises `TrialPoolError`."""
        with self._lock:
            self._number += 1
            message = {"id": self._number, "task": task, **fields}
            line = json.dumps(message, ensure_ascii=False, allow_nan=False)
            process = self._running()
            try:
                process.stdin.write(line + "\n")
                process.stdin.flush()
                text = process.stdout.readline()
            except OSError:
                text = ""
            if not text:
                self._end()
                raise TrialPoolError("the batch program ended; the next request starts another", "ended")
        answer = json.loads(text)
        if answer.get("ok"):
            return answer
        error = answer.get("error", {})
        raise TrialPoolError(error.get("message", text), error.get("code"), error.get("study"), error.get("field"))

    def effect_sizes(self, frame, measure, **choices):
        """The estimate and sampling variance of each study, as two columns beside those of `frame`."""
        frame = frame_of(frame)
        result = self.request("effect-sizes", measure=measure, data=columns(frame), **choices)["result"]
        sized = frame.copy()
        sized["estimate"], sized["variance"] = result["estimate"], result["variance"]
        sized[["estimate", "variance"]] = sized[["estimate", "variance"]].astype(float)
        sized.attrs["scale"], sized.attrs["excluded"] = result["scale"], result["excluded"]
        return sized

    def pool(self, frame, measure=None, **choices):
        """Pools studies, see `trialpool.pool`."""
        frame = frame_of(frame)
        scale = None
        if measure is not None and "estimate" not in frame:
            options = choices.pop("options", {})
            frame = self.effect_sizes(frame, measure, **({"options": options} if options else {}))
            scale = frame.attrs["scale"]
        data = columns(frame)
        if "standardError" not in data:
            data = {**data, "estimate": data["estimate"], "variance": data["variance"]}
        if measure is not None:
            choices["measure"] = measure
        return Answer(frame, self.request("pool", data=data, **choices), scale)


def columns(frame):
    """The numeric columns of a frame as a request has them: what is missing is null."""
    def plain(value):
        if isinstance(value, str):
            return value
        number = float(value) if value is not None else math.nan
        if not math.isfinite(number):
            return None
        return int(number) if number.is_integer() and abs(number) < 2 ** 53 else number
    return {str(name): [plain(value) for value in frame[name].tolist()] for name in frame.columns if name not in LABELS}


_default = None
_default_lock = threading.Lock()


def default_client():
    """The client of the module's own functions, which ends with the program."""
    global _default
    with _default_lock:
        if _default is None:
            _default = Client()
            atexit.register(_default.close)
        return _default
