import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite("Sentences about measures whose value of no effect is ½")
struct NoEffectWordsTests {
    private func prose(
        _ descriptor: MeasureDescriptor, _ estimate: Double, _ lower: Double, _ upper: Double
    ) throws -> String {
        var builder = EvidenceCautionTests.firm
        builder.measure = MeasureReference(descriptor)
        let stated = StatedAnalysis(
            builder: builder, estimate: estimate, lower: lower, upper: upper,
            prediction: (lower: lower / 2, upper: 1))
        return PooledProse(try stated.analysis(), overview: EvidenceCautionTests.overview(10)).results
    }

    private static let superiority = [CommonLanguageEffect.descriptor, AreaUnderCurve.descriptor]

    @Test("an interval about ½ settles nothing", arguments: superiority.indices)
    func unsettled(index: Int) throws {
        let text = try prose(Self.superiority[index], 0.52, 0.16, 0.89)
        #expect(text.contains("It is uncertain whether MSC lowers or raises the values of this outcome"))
        #expect(text.contains("0.52") && text.contains("The interval includes 0.5, no difference"))
        #expect(text.contains("which includes no difference"))
        #expect(!text.contains("harm") && !text.contains("favours"))
    }

    @Test("an interval above ½ lies on one side", arguments: superiority.indices)
    func above(index: Int) throws {
        let text = try prose(Self.superiority[index], 0.7, 0.6, 0.79)
        #expect(text.contains("increases the values of this outcome") || text.contains("may increase the values"))
        #expect(text.contains("The whole interval lies above 0.5, no difference"))
    }

    @Test("an interval below ½ is above 0 and still lies on the lower side", arguments: superiority.indices)
    func below(index: Int) throws {
        let text = try prose(Self.superiority[index], 0.3, 0.2, 0.41)
        #expect(text.contains("The whole interval lies below 0.5, no difference"))
    }
}
