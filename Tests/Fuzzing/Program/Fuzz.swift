import CFuzzer
import FuzzHarness

/// `trialpool-fuzz PARSER [libFuzzer's options] FOLDER…` feeds one parser; `trialpool-fuzz` alone lists them.
@main
enum Fuzz {
    static let parser = CommandLine.arguments.dropFirst().first.flatMap { FuzzedParser.named($0) }

    static func main() {
        guard parser != nil else { return print(FuzzedParser.all.map(\.name).joined(separator: "\n")) }
        var arguments = [CommandLine.unsafeArgv[0]] + (2...CommandLine.argc).map { CommandLine.unsafeArgv[Int($0)] }
        var count = CommandLine.argc - 1
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
