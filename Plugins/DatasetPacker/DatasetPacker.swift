import Glibc
import TrialArchives
import TrialEvidence

/// `dataset-packer FOLDER ARCHIVE`: packs a dataset that has no errors; those that it has go to standard error as a compiler's do.
/// `dataset-packer --swift FILE FOLDER…`: writes Swift in which each dataset has a name of its own.
///
/// The build plugin's own tool: SwiftPM compiles a tool's modules once more for the build itself, so it stands on few.
@main
enum DatasetPacker {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "--swift", arguments.count >= 2 {
            do { try AtomicFile.write(Array(DatasetNames(arguments.dropFirst(2)).source.utf8), to: arguments[1]) } catch
            {
                fail(["\(error)"])
            }
            return
        }
        guard arguments.count == 2 else { fail(["usage: dataset-packer FOLDER ARCHIVE | --swift FILE FOLDER…"]) }
        do {
            try AtomicFile.write(try DatasetArchive.pack(folder: arguments[0]), to: arguments[1])
        } catch let error as EvidenceError {
            fail(error.errors.map { "\(arguments[0])/\($0)" })
        } catch {
            fail(["\(error)"])
        }
    }

    private static func fail(_ lines: [String]) -> Never {
        for line in lines { (line + "\n").withCString { _ = write(2, $0, strlen($0)) } }
        exit(1)
    }
}
