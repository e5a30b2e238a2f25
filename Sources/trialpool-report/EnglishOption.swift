import ArgumentParser
import TrialResults

/// The kind of English of a report.
enum EnglishOption: String, ExpressibleByArgument, CaseIterable {
    case british, american

    var convention: NumberConvention { self == .british ? .british : .american }
}
