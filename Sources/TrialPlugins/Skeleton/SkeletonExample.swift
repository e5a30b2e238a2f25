import TrialPluginMessages

/// What the plugins of a kind do to begin with, and a work with its output.
struct SkeletonExample {
    let words: String
    let summary: String
    let files: [SkeletonFile]

    init(_ kind: PluginKind) {
        switch kind {
        case .importer:
            summary = "Trials as lines of study;year;group;participants;events."
            words = "It reads lines such as `Alder 2001;2001;treatment;50;5` into studies, arms and outcome rows."
            files = [
                SkeletonFile(path: "example/two.trials", text: Self.trials),
                SkeletonFile(path: "example/two.expected.json", text: Self.rows),
            ]
        case .analysis:
            summary = "The mean of the estimates, weighted by the inverse of their variances."
            words = "It pools the rows of a question, each weighted by the inverse of its variance."
            files = [
                SkeletonFile(path: "example/two.json", text: Self.question),
                SkeletonFile(path: "example/two.expected.json", text: Self.answer),
            ]
        case .reportSection:
            summary = "A section that says how many rows each analysis has."
            words = "It says how many rows each analysis of a result file has."
            files = [
                SkeletonFile(path: "example/small.json", text: Self.results),
                SkeletonFile(path: "example/small.expected.json", text: Self.section),
            ]
        case .figure:
            summary = "A dot for each estimate."
            words = "It draws a dot for each estimate of an analysis."
            files = [SkeletonFile(path: "example/small.json", text: Self.record)]
        case .measure:
            summary = "The logarithm of the risk ratio."
            words = "It turns events and participants of two groups into the logarithm of the risk ratio."
            files = [
                SkeletonFile(path: "example/two.json", text: Self.studies),
                SkeletonFile(path: "example/two.expected.json", text: Self.effects),
            ]
        }
    }

    private static let trials = """
        Alder 2001;2001;treatment;50;5
        Alder 2001;2001;control;50;10
        not a trial

        """

    private static let rows = """
        {
          "studies": [{"study_id": "Alder 2001", "year": "2001", "line": 1}],
          "arms": [
            {"study_id": "Alder 2001", "arm_id": "treatment", "role": "treatment", "n": "50", "line": 1},
            {"study_id": "Alder 2001", "arm_id": "control", "role": "control", "n": "50", "line": 2}
          ],
          "outcomes": [
            {"study_id": "Alder 2001", "arm_id": "treatment", "outcome": "event", "statistic": "events", "n": "50",
             "events": "5", "confidence": "primary", "line": 1},
            {"study_id": "Alder 2001", "arm_id": "control", "outcome": "event", "statistic": "events", "n": "50",
             "events": "10", "confidence": "primary", "line": 2}
          ],
          "notTaken": [{"place": "line 3", "code": "no-trial", "reason": "it has not five fields"}]
        }

        """

    private static let question = """
        {"id": "a", "title": "A", "outcome": "event", "measure": "MD", "isLogarithmic": false, "level": 0.95, "seed": 1,
         "rows": [
           {"study": "Alder", "label": "Alder", "estimate": 1, "variance": 0.25, "properties": {}, "quantities": {}, "groups": []},
           {"study": "Birch", "label": "Birch", "estimate": 3, "variance": 0.25, "properties": {}, "quantities": {}, "groups": []}
         ]}

        """

    private static let answer = """
        {"isAnswered": true, "method": "inverse-variance mean", "finding": "The weighted mean of 2 rows.",
         "effect": {"estimate": 2, "lower": 1.307, "upper": 2.693}}

        """

    private static let results = """
        {"results": {"format": "trialpool/result@2", "analyses": [{"id": "a", "title": "A question", "rows": [{}, {}]}]}}

        """

    private static let section = """
        {"heading": "Rows of the analyses", "content": [
          {"table": {"caption": "Rows", "columns": ["Analysis", "Rows"], "rows": [["A question", 2]]}}]}

        """

    private static let record = """
        {"analysis": {"id": "a", "title": "A question", "rows": [
          {"label": "Alder", "estimate": 1, "variance": 0.25}, {"label": "Birch", "estimate": 3, "variance": 0.25}]}}

        """

    private static let studies = """
        {"studies": [
          [{"label": "new", "total": 50, "events": 10}, {"label": "old", "total": 50, "events": 10}],
          [{"label": "new", "total": 50, "events": 0}, {"label": "old", "total": 50, "events": 10}]]}

        """

    private static let effects = """
        {"effects": [{"estimate": 0, "variance": 0.16}, {"reason": "a group has no event"}]}

        """
}
