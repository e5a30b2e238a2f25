import Foundation
import TrialEvidence

/// The plans that new datasets begin with.
enum PlanTemplate {
    /// A plan without a question, of today, whose comments say how to ask one.
    static func empty(title: String) -> String {
        let day = Date.now.formatted(.iso8601.year().month().day())
        return """
            # What is to be pooled, and how. Run it with:  trialpool analyze run plan.yaml -o results.json
            format: trialpool/plan@1
            title: \(title.quotedForYAML)
            date: \(day)                         # of the report
            dataset: .

            # A list of questions. Take away the marks of one and put in the codes of your own outcomes:
            # `trialpool import show .` lists the studies, outcomes.csv has the outcomes.
            analyses: []
            #  - id: relapse                          # a short name, for files and links
            #    title: Relapse, treatment versus control
            #    outcome: relapse                     # as in outcomes.csv
            #    measure: RR                          # RR, OR, RD, MD, SMD, IRR, HR; PLO or IRLN of one group
            #    better: lower                        # which way is good for people: lower or higher
            #    window: {from: 5, to: 7}             # months, where results at several times are there
            #    subgroups: design                    # a column of studies.csv or arms.csv
            #    sensitivity:                         # the same question with something changed
            #      - model: common

            """
    }

    /// The plan of the teaching review.
    static let example = """
        # Made numbers: no such trial exists. Run it with:  trialpool analyze run plan.yaml -o results.json
        # then:  trialpool report page results.json -o report.html
        format: trialpool/plan@1
        title: A made review to learn on
        date: 2026-11-30
        dataset: .
        groups: [new, old]              # what the groups are called in figures and sentences

        analyses:
          - id: relapse                 # a short name, for files and links
            title: Any relapse within 12 months, new versus old treatment
            outcome: relapse            # as in outcomes.csv
            measure: RR                 # the risk ratio
            better: lower               # fewer relapses are better
            subgroups: design           # randomised trials apart from the others
            sensitivity:                # the same question with one thing changed
              - model: common
              - measure: OR
          - id: disability
            title: Change of disability, new versus old treatment
            outcome: disability_change
            measure: MD                 # the mean difference, in points of the scale
            better: lower
          - id: harm
            title: Serious adverse events with the new treatment
            outcome: serious_event
            measure: PLO                # a proportion of one group
            arms: treatment
            better: lower

        """
}
