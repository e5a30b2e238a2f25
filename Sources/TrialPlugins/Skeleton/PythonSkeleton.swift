import TrialPluginMessages

/// Plugins in Python 3, with nothing but its own library.
struct PythonSkeleton: SkeletonTemplate {
    func command(_ name: String) -> [String] { ["python3", "plugin.py"] }

    func files(_ name: String, _ kind: PluginKind) -> [SkeletonFile]? {
        [
            SkeletonFile(
                path: "plugin.py",
                text: Self.head(name) + Self.body(kind)
                    + "\n\nif __name__ == \"__main__\":\n    trialpool_plugin.run(answer)\n"),
            SkeletonFile(path: "trialpool_plugin.py", text: Self.loop),
        ]
    }

    private static func head(_ name: String) -> String {
        "\"\"\"The plugin \(name) for TrialPool.\"\"\"\nimport trialpool_plugin\nfrom trialpool_plugin import Failure\n\n\n"
    }

    private static func body(_ kind: PluginKind) -> String {
        switch kind {
        case .importer: importer
        case .analysis: analysis
        case .reportSection: section
        case .figure: figure
        case .measure: measure
        }
    }

    /// Lines in and out; the same file in every plugin.
    static let loop = #"""
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

        """#

    private static let importer = #"""
        def answer(work):
            """Reads a file into rows: each a dictionary with the columns of a dataset's tables and the line it came from."""
            studies, arms, outcomes, left = {}, [], [], []
            with open(work.input["file"]["path"], encoding="utf-8", errors="replace") as file:
                for number, line in enumerate(file, start=1):
                    fields = [field.strip() for field in line.split(";")]
                    if len(fields) != 5:
                        if line.strip():
                            left.append({"place": f"line {number}", "code": "no-trial", "reason": "it has not five fields"})
                        continue
                    study, year, group, participants, events = fields
                    studies.setdefault(study, {"study_id": study, "year": year, "line": number})
                    arms.append({"study_id": study, "arm_id": group, "role": group, "n": participants, "line": number})
                    outcomes.append({
                        "study_id": study, "arm_id": group, "outcome": "event", "statistic": "events", "n": participants,
                        "events": events, "confidence": "primary", "line": number})
            if not outcomes:
                raise Failure("no-rows", "no line has the five fields study;year;group;participants;events", line=1)
            return {"studies": list(studies.values()), "arms": arms, "outcomes": outcomes, "notTaken": left}

        """#

    private static let analysis = #"""
        def answer(work):
            """Pools the rows of a question."""
            rows = work.input["rows"]
            if not rows:
                return {"isAnswered": False, "method": "inverse-variance mean", "finding": "There is no row."}
            weights = [1 / row["variance"] for row in rows]
            mean = sum(weight * row["estimate"] for weight, row in zip(weights, rows)) / sum(weights)
            half = 1.96 * sum(weights) ** -0.5
            return {
                "isAnswered": True, "method": "inverse-variance mean",
                "finding": f"The weighted mean of {len(rows)} rows.",
                "effect": {"estimate": mean, "lower": round(mean - half, 3), "upper": round(mean + half, 3)}}

        """#

    private static let section = #"""
        def answer(work):
            """Makes a section of the results."""
            rows = [[analysis["title"], len(analysis["rows"])] for analysis in work.input["results"]["analyses"]]
            table = {"caption": "Rows", "columns": ["Analysis", "Rows"], "rows": rows}
            return {"heading": "Rows of the analyses", "content": [{"table": table}]}

        """#

    private static let figure = #"""
        def answer(work):
            """Draws an analysis."""
            rows = work.input["analysis"]["rows"]
            if not rows:
                return {"figure": None}
            low, high = (pick(row["estimate"] for row in rows) for pick in (min, max))
            dots = []
            for index, row in enumerate(rows):
                x = 20 + 360 * (row["estimate"] - low) / (high - low or 1)
                dots.append(f'<circle cx="{x:.1f}" cy="{20 + 16 * index}" r="4" fill="#1f4e79"/>')
            height = 24 + 16 * len(rows)
            svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="{height}" viewBox="0 0 400 {height}">'
                   + "".join(dots) + "</svg>")
            return {"figure": {"code": "dots", "title": "Estimates as dots",
                               "description": f"{len(rows)} estimates from {low:.3g} to {high:.3g}.", "svg": svg}}

        """#

    private static let measure = #"""
        import math


        def effect(study):
            new, old = study
            if not new.get("events") or not old.get("events"):
                return {"reason": "a group has no event"}
            return {
                "estimate": math.log(new["events"] / new["total"]) - math.log(old["events"] / old["total"]),
                "variance": round(1 / new["events"] - 1 / new["total"] + 1 / old["events"] - 1 / old["total"], 15)}


        def answer(work):
            """Turns what studies report into estimates and variances."""
            return {"effects": [effect(study) for study in work.input["studies"]]}

        """#
}
