import TrialResults
import TrialStatistics

extension AxisLabel {
    /// A value that is no effect, such as a standard error: as many decimals as it needs.
    static func plain(_ value: Double, _ display: MeasureDisplay) -> String {
        let plain = MeasureDisplay(
            MeasureReference(code: "", name: "", scale: .identity, nullValue: 0), format: display.format)
        return text(value, plain)
    }
}
