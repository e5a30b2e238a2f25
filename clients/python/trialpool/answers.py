"""Answers of the batch program as data frames."""
import math

import pandas

# The ways back to the numbers that people read, by the scale of analysis; others stay on that scale.
NATURAL = {
    "log": math.exp, "identity": lambda value: value, "logit": lambda value: 1 / (1 + math.exp(-value)),
}


def frame_of(data):
    """A data frame of a frame, or of columns by name."""
    return data if isinstance(data, pandas.DataFrame) else pandas.DataFrame(data)


class Answer:
    """What pooling gave: `pooled` and `studies` are data frames, `raw` is the whole answer of the batch program."""

    def __init__(self, frame, raw, scale=None):
        self.raw, self._result = raw, raw["result"]
        self.scale = scale
        self.coefficients = pandas.DataFrame(self._result["coefficients"])
        self.excluded = pandas.DataFrame(self._result.get("excluded", []))
        left = {row["study"] for row in self._result.get("excluded", [])}
        kept = [index for index in range(len(frame)) if index + 1 not in left]
        self.studies = frame.iloc[kept].reset_index(drop=True)
        self.studies["weight"] = self._result.get("weights")
        self.pooled = self._pooled()

    def _pooled(self):
        first = self._result["coefficients"][0]
        heterogeneity = self._result.get("heterogeneity") or {}
        row = {name: first.get(name) for name in ("estimate", "lower", "upper", "standardError", "pValue")}
        way = NATURAL.get(self.scale)
        if way is not None:
            for name in ("estimate", "lower", "upper"):
                row[f"natural {name}"] = None if row[name] is None else way(row[name])
        row.update({"studies": len(self.studies), "tau2": heterogeneity.get("tau2"), "I2": heterogeneity.get("I2"),
                    "Q": heterogeneity.get("Q"), "Q pValue": heterogeneity.get("QPValue")})
        return pandas.DataFrame([row])

    @property
    def warnings(self):
        """What a reader must know, one text each."""
        return [warning["message"] for warning in self._result.get("warnings", [])]

    def follow_up(self, name):
        """A follow-up as a data frame: its columns of equal length, or one row of its single numbers."""
        given = self.raw["followUps"][name]
        lists = {key: value for key, value in given.items() if isinstance(value, list) and value and not isinstance(value[0], dict)}
        length = max((len(value) for value in lists.values()), default=0)
        whole = {key: value for key, value in lists.items() if len(value) == length}
        if whole:
            return pandas.DataFrame(whole)
        return pandas.DataFrame([{key: value for key, value in given.items() if not isinstance(value, (list, dict))}])
