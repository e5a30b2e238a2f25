import CFuzzer
import FuzzHarness
import Glibc

/// `trialpool-fuzz PARSER [libFuzzer's options] FOLDER…` feeds one parser; `trialpool-fuzz` alone lists them.
@main
enum Fuzz {
    /// libFuzzer starts this program again with its own options only, so the parser's name is left for them here.
    private static let variable = "TRIALPOOL_FUZZED_PARSER"
    private static let named = CommandLine.arguments.dropFirst().first.flatMap { FuzzedParser.named($0) }
    static let parser = named ?? getenv(variable).flatMap { FuzzedParser.named(String(cString: $0)) }

    static func main() {
        guard let parser else { return print(FuzzedParser.all.map(\.name).joined(separator: "\n")) }
        setenv(variable, parser.name, 1)
        let first = named == nil ? 1 : 2
        let given = (first..<max(first, Int(CommandLine.argc))).map { CommandLine.unsafeArgv[$0] }
        var arguments = [CommandLine.unsafeArgv[0]] + given
        var count = Int32(arguments.count)
        // The list of a C program ends with nothing.
        arguments.append(nil)
        arguments.withUnsafeMutableBufferPointer { memory in
            var pointer = memory.baseAddress
            _ = LLVMFuzzerRunDriver(&count, &pointer) { bytes, size in
                let input = Array(UnsafeBufferPointer(start: bytes, count: size))
                if let objection = Fuzz.parser?.objection(input) { fatalError(objection) }
                return 0
            }
        }
    }
}
