import ArgumentParser
import Foundation
import TrialAnalysis
import TrialCommandLine

struct CacheOptions: ParsableArguments {
    @Option(name: .customLong("cache"), help: "The result cache, an SQLite file.")
    var path: String?

    @Flag(name: .customLong("no-cache"), help: "Compute everything, read and store nothing.")
    var isOff = false

    /// The path in force: the option, else the user's cache folder.
    var location: String {
        if let path { return path }
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(NSHomeDirectory())/.cache"
        return "\(folder)/trialpool/results.sqlite"
    }

    /// The cache; nil without one, also where it cannot be opened: then one line says so and the answer is computed.
    func open() -> ResultCache? {
        guard !isOff else { return nil }
        do { return try ResultCache(path: location) } catch {
            Terminal.error("trialpool-analyze: warning: \(error); answered without a cache")
            return nil
        }
    }
}
