import TrialEvidence
import TrialStatistics

/// What to write in place of a word that is no effect measure.
enum UnknownMeasure {
    /// `write 'PLO'` where another program has that word for a measure, else the nearest codes.
    static func hint(_ word: String, among measures: [AnyEffectMeasure]) -> String {
        guard let code = MeasureSynonyms.code(of: word), let measure = measures.first(where: { $0.code == code }) else {
            return NearestName.choices(measures.map(\.code), for: word)
        }
        return "write '\(code)' (\(measure.descriptor.name))"
    }
}
