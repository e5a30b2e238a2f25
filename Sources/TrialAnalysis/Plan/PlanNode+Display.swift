import Glibc
import TrialResults
import TrialStatistics
import Yams

extension PlanNode {
    /// The number of people or person-years that natural values are shown for; nil where the key is absent.
    func per(measure code: String) -> Double? {
        guard let per = number("per") else { return nil }
        let mark = node("per")?.mark
        let power = log10(per)
        if !(per >= 10 && per <= 1e9 && power == power.rounded()) {
            report.add(mark, "'per' must be a power of ten from 10 to 1000000000, such as 1000 or 100000")
        } else if let measure = try? report.catalogue.measures.named(code), !MeasureReference(measure).canBePer {
            report.add(
                mark,
                "'per' belongs to proportions and rates of one group; \(code) is shown as \(measure.descriptor.naturalName), not for a number of people; remove the key"
            )
        }
        return per
    }
}
