import Foundation
import Testing
import TrialReporting
import TrialResults
import TrialStatistics

@Suite("What a result file says of its measure")
struct MeasureReferenceTests {
    private let coding = ResultCoding()

    private func read(_ json: String) throws -> MeasureReference {
        try coding.decodePart(MeasureReference.self, from: Data(json.utf8))
    }

    @Test("a reference holds what its descriptor says, through the file too", arguments: EffectMeasures.standard.all)
    func complete(measure: AnyEffectMeasure) throws {
        let (reference, descriptor) = (MeasureReference(measure), measure.descriptor)
        #expect(try coding.decodePart(MeasureReference.self, from: coding.encodePart(reference)) == reference)
        #expect(reference.nullValue == descriptor.noEffect && reference.kind == descriptor.natural.kind)
        #expect(reference.naturalName == descriptor.naturalName && reference.noun == descriptor.natural.noun)
        #expect(reference.lowerBound ?? -.infinity == descriptor.natural.bounds.lowerBound)
        #expect(reference.upperBound ?? .infinity == descriptor.natural.bounds.upperBound)
        #expect(MeasureDisplay(reference).name == NumberConvention.british.spelled(descriptor.naturalName))
    }

    @Test("a file of an earlier version takes what it lacks from the catalogue, else from the scale")
    func earlier() throws {
        #expect(
            try read(#"{"code": "PLN", "name": "log proportion", "scale": "log"}"#)
                == MeasureReference(LogProportion.descriptor))
        let unknown = try read(#"{"code": "X", "name": "ratio of things", "scale": "log", "nullValue": 1}"#)
        #expect(unknown.kind == .ratio && unknown.nullValue == 1 && unknown.naturalName == "ratio of things")
    }

    @Test("a null value outside the bounds is refused, not trapped")
    func impossible() {
        for bounds in [#""lowerBound": 2"#, #""lowerBound": 0.9, "upperBound": 0.1"#] {
            #expect(throws: ResultFileError.self) {
                try read(
                    #"{"code": "X", "name": "x", "scale": "log", "nullValue": 1, "kind": "ratio", "noun": "the x", "#
                        + bounds + "}")
            }
        }
    }

    @Test(
        "numbers are named and written as what they are after the way back",
        arguments: [
            ("IRLN", "incidence rate", MeasureDisplay.Kind.ratio), ("IR", "incidence rate", .difference),
            ("IRFT", "incidence rate", .difference), ("PFT", "proportion", .proportion),
            ("PLO", "proportion", .proportion),
            ("PR", "proportion", .proportion), ("PLN", "proportion", .proportion), ("MNLN", "mean", .ratio),
            ("ZCOR", "correlation", .difference), ("RD", "risk difference", .difference),
            ("PETO", "odds ratio", .ratio), ("CLES", "common language effect size", .difference),
        ])
    func names(code: String, name: String, kind: MeasureDisplay.Kind) throws {
        let display = MeasureDisplay(MeasureReference(try EffectMeasures.standard.named(code)))
        #expect(display.name == name && display.kind == kind)
    }

    @Test("an estimate of 0 tests no effect, but not for probabilities of superiority")
    func testedAtZero() {
        #expect(MeasureReference(RiskRatio.descriptor).isTestedAtZero)
        #expect(MeasureReference(MeanDifference.descriptor).isTestedAtZero)
        #expect(!MeasureReference(CommonLanguageEffect.descriptor).isTestedAtZero)
        #expect(!MeasureReference(LogMean.descriptor).isTestedAtZero)
    }
}
