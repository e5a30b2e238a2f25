import math
import threading

import pandas
import pytest

import trialpool

TRIALS = pandas.DataFrame({
    "study": ["Alder", "Birch", "Cedar"],
    "events1": [5, 4, 10], "total1": [50, 40, 100], "events2": [10, 8, 20], "total2": [50, 40, 100]})


def test_effect_sizes_stand_beside_the_columns():
    sized = trialpool.effect_sizes(TRIALS, measure="RR")
    assert list(sized["study"]) == ["Alder", "Birch", "Cedar"]
    assert sized["estimate"].tolist() == pytest.approx([math.log(0.5)] * 3, abs=1e-15)
    assert sized.attrs["scale"] == "log"


def test_equal_ratios_pool_to_that_ratio():
    answer = trialpool.pool(TRIALS, measure="RR", model="common")
    row = answer.pooled.iloc[0]
    assert row["natural estimate"] == pytest.approx(0.5, abs=1e-14)
    variance = 1 / sum(1 / (1 / a - 1 / n + 1 / c - 1 / m) for a, n, c, m in [(5, 50, 10, 50), (4, 40, 8, 40), (10, 100, 20, 100)])
    assert row["standardError"] == pytest.approx(math.sqrt(variance), rel=1e-13)
    assert row["studies"] == 3 and len(answer.studies) == 3
    assert answer.studies["weight"].sum() == pytest.approx(100)


def test_estimates_pool_as_they_are():
    answer = trialpool.pool({"estimate": [1, 3], "variance": [0.25, 0.25]}, model="common")
    assert answer.pooled["estimate"].iloc[0] == 2
    by_error = trialpool.pool({"estimate": [1, 3], "standardError": [0.5, 0.5]}, model="common")
    assert by_error.pooled["estimate"].iloc[0] == 2


def test_a_missing_number_leaves_its_study_out():
    trials = TRIALS.astype({"events1": float})
    trials.loc[1, "events1"] = float("nan")
    answer = trialpool.pool(trials, measure="RR")
    assert list(answer.studies["study"]) == ["Alder", "Cedar"]


def test_follow_ups_are_frames():
    answer = trialpool.pool(TRIALS, measure="RR", followUps=["leave-one-out"])
    frame = answer.follow_up("leave-one-out")
    assert len(frame) == 3 and "estimate" in frame


def test_errors_have_code_and_field():
    with pytest.raises(trialpool.TrialPoolError) as failure:
        trialpool.effect_sizes(TRIALS, measure="NONE")
    assert failure.value.code == "unsupported" and failure.value.field == "measure"
    assert trialpool.pool(TRIALS, measure="RR").pooled["studies"].iloc[0] == 3


def test_one_process_answers_many_threads():
    with trialpool.Client() as client:
        answers = [None] * 8

        def ask(index):
            answers[index] = client.pool({"estimate": [index, index], "variance": [1, 1]}, model="common").pooled["estimate"][0]
        threads = [threading.Thread(target=ask, args=(index,)) for index in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == list(range(8))
        first = client._process.pid
        client.request("pool", data={"estimate": [1, 2], "variance": [1, 1]})
        assert client._process.pid == first


def test_a_program_that_is_not_there_is_named():
    with pytest.raises(trialpool.TrialPoolError) as failure:
        trialpool.Client("/nowhere/trialpool-analyze").request("pool", data={})
    assert failure.value.code == "no-program"
