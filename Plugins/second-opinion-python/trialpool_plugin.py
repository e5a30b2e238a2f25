"""The lines between TrialPool and a plugin, protocol trialpool/plugin@1."""
import json
import os
import sys


class Failure(Exception):
    """Why a work cannot be done: a stable word, a sentence, and perhaps the line and column of the input."""

    def __init__(self, code, text, line=None, column=None):
        super().__init__(text)
        self.code, self.line, self.column = code, line, column


def _send(**message):
    sys.stdout.write(json.dumps(message, ensure_ascii=False, allow_nan=False) + "\n")
    sys.stdout.flush()


class Work:
    """One work: its task, its input, and the options that a person chose."""

    def __init__(self, message):
        self.id, self.task = message["id"], message["task"]
        self.input, self.options = message["input"], message.get("options", {})

    def progress(self, fraction):
        _send(message="progress", id=self.id, fraction=fraction)

    def warn(self, text):
        _send(message="warning", id=self.id, text=text)


def run(answer):
    """Says hello, then answers each work with what `answer` gives, until standard input ends."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "plugin.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    sys.stdout.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        message = json.loads(line)
        if message["message"] == "hello":
            _send(message="hello", protocol="trialpool/plugin@1", name=manifest["name"],
                  version=manifest["version"], capabilities=[manifest["kind"]])
        elif message["message"] == "work":
            work = Work(message)
            try:
                _send(message="result", id=work.id, output=answer(work))
            except Failure as error:
                place = {"line": error.line, "column": error.column}
                _send(message="error", id=work.id, code=error.code, text=str(error),
                      place={key: value for key, value in place.items() if value is not None})
            except Exception as error:
                _send(message="error", id=work.id, code="failed", text=f"{type(error).__name__}: {error}")
