"""What holds of every answer of the batch program, whatever was asked. Each broken law is a pair of its word and its place."""

HAIR = 1e-9
SHARES = ("I2", "I2Lower", "I2Upper")
SQUARES = ("H2", "H2Lower", "H2Upper")
SPREADS = ("tau2", "tau2Lower", "tau2Upper", "levelVariance", "totalVariance")
# The limits are those of another criterion than the estimate, and the answer says so.
APART = {"limits-of-maximum-likelihood", "limits-apart", "prediction-apart"}


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def numbers(x):
    """A number or the numbers of a column."""
    return [v for v in (x if isinstance(x, list) else [x]) if is_number(v)]


def codes(table):
    found = table.get("warnings") if isinstance(table, dict) else None
    return {w.get("code") for w in found if isinstance(w, dict)} if isinstance(found, list) else set()


def broken(answer):
    """The laws that an answer breaks."""
    if answer.get("ok") is not True:
        error = answer.get("error") or {}
        return [] if error.get("code") and error.get("message") else [("error-without-reason", "")]
    return list(walk(answer.get("result"), "result", set())) + list(walk(answer.get("followUps"), "followUps", set()))


def walk(value, place, above):
    if isinstance(value, list):
        for item in value:
            yield from walk(item, place + "[]", above)
    elif isinstance(value, dict):
        known = above | codes(value)
        if value.get("infinite"):
            known = known | {"infinite"}
        if isinstance(value.get("reason"), dict):
            known = known | {value["reason"].get("code")}
        yield from own(value, place, known)
        for key, item in value.items():
            yield from walk(item, f"{place}.{key}", known)


def own(table, place, known):
    for low, middle, high in triples(table):
        hair = HAIR * max([1e-300] + [abs(x) for x in (low, middle, high) if x is not None])
        inside = (low is None or low <= middle + hair) and (high is None or middle <= high + hair)
        if not inside and not APART & known:
            yield "estimate-outside-its-limits", place
        if low is not None and high is not None and low > high + hair:
            yield "limits-crossed", place
    for key, value in table.items():
        for x in numbers(value):
            if key in SPREADS and x < 0:
                yield "negative-variance", f"{place}.{key}"
            if key in SHARES and not -HAIR <= x <= 100 + HAIR:
                yield "I2-out-of-range", f"{place}.{key}"
            if key in SQUARES and x < 1 - HAIR and not is_ratio(table, key):
                yield "H2-below-1", f"{place}.{key}"
            if key.lower().endswith("pvalue") and not 0 <= x <= 1:
                yield "p-out-of-range", f"{place}.{key}"
    weights = table.get("weights")
    if isinstance(weights, list) and weights:
        if None in weights or abs(sum(weights) - 100) > 1e-6:
            if not known:
                yield "weights-do-not-add-to-100", place
    yield from nulls(table, place, known)


def is_ratio(table, key):
    """Whether the H² are those of a common effect: Q over its degrees of freedom, which chance alone may leave below 1."""
    columns = [numbers(table.get(name)) for name in (key, "Q", "QDegreesOfFreedom")]
    if not columns[2]:
        columns[2] = [studies - 1 for studies in numbers(table.get("studies"))]
    if len({len(column) for column in columns}) != 1:
        return False
    return all(h >= 1 or abs(h * df - q) <= HAIR * max(q, 1e-300) for h, q, df in zip(*columns))


def triples(table):
    """Lower limit, estimate and upper limit, of a row or of the rows of columns."""
    if {"estimate", "lower", "upper"} <= table.keys():
        columns = [table[k] if isinstance(table[k], list) else [table[k]] for k in ("lower", "estimate", "upper")]
        for low, middle, high in zip(*columns):
            if is_number(middle):
                yield low, middle, high


def nulls(table, place, known):
    """A coefficient or a pooled effect without a number says why, in a warning, a reason or the list of infinite ones."""
    if not {"estimate", "lower", "upper", "standardError", "pValue"} <= table.keys() or known:
        return
    if isinstance(table["estimate"], list):
        return
    fields = ("estimate", "lower", "upper")
    if "degreesOfFreedom" in table:
        fields += ("standardError", "pValue")
    if any(table[f] is None for f in fields) and not table.get("infinite"):
        yield "null-without-reason", place
