import ArgumentParser
import Foundation
import TrialAnalysis
import TrialCommandLine

struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Look at the result cache, check it, or clear it.",
        subcommands: [List.self, Verify.self, Prune.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the stored answers, the newest first.")
        @OptionGroup var cacheOptions: CacheOptions
        @OptionGroup var options: OutputOptions

        func run() throws {
            let entries = try ResultCache(path: cacheOptions.location).entries()
            if options.json { return try options.printJSON(entries) }
            var table = TerminalTable(
                ["analysis", "key", "engine", "stored", "bytes"], alignments: [.left, .left, .left, .left, .right])
            for entry in entries {
                let stored = Date(timeIntervalSince1970: entry.stored).formatted(.iso8601)
                table.add([entry.analysis, String(entry.key.prefix(12)), entry.engine, stored, "\(entry.bytes)"])
            }
            Terminal.print(table.text)
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every stored answer against its key and SHA-256, and the file itself.")
        @OptionGroup var cacheOptions: CacheOptions
        @OptionGroup var options: OutputOptions

        func run() throws {
            let cache = try ResultCache(path: cacheOptions.location)
            let (entries, damaged, faults) = (
                try cache.entries().count, try cache.damagedKeys(), try cache.faults()
            )
            if options.json {
                try options.printJSON(["damaged": damaged, "faults": faults])
            } else {
                for key in damaged { Terminal.print("damaged: \(key)") }
                for fault in faults { Terminal.print("fault of the file: \(fault)") }
                Terminal.print("\(entries) stored, \(damaged.count) damaged")
            }
            if !damaged.isEmpty || !faults.isEmpty { throw ExitCode(1) }
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove answers of other engine builds, or all.")
        @Flag(help: "Remove every stored answer.") var all = false
        @OptionGroup var cacheOptions: CacheOptions
        @OptionGroup var options: OutputOptions

        func run() throws {
            let removed = try ResultCache(path: cacheOptions.location).prune(all: all)
            if options.json { return try options.printJSON(["removed": removed]) }
            Terminal.print("\(removed) removed")
        }
    }
}
