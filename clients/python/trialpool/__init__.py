"""Pools trials (meta-analysis) with TrialPool: data frames go in, data frames come out.

>>> trialpool.pool(frame, measure="RR").pooled
"""
from .answers import Answer
from .client import Client, TrialPoolError, default_client

__all__ = ["Answer", "Client", "TrialPoolError", "effect_sizes", "pool", "request"]
__version__ = "0.1.0"


def effect_sizes(frame, measure, **choices):
    """The estimate and sampling variance of each study, as two columns beside those of `frame`."""
    return default_client().effect_sizes(frame, measure, **choices)


def pool(frame, measure=None, **choices):
    """Pools studies: rows of counts or means with a `measure`, or columns `estimate` with `variance` or `standardError`."""
    return default_client().pool(frame, measure, **choices)


def request(task, **fields):
    """Any request of the batch contract; gives the whole answer."""
    return default_client().request(task, **fields)
