import TrialArchives
import TrialEvidence

extension FuzzedParser {
    /// The bytes of a .zip, which the reader of archives must refuse or give back whole.
    static let archive = FuzzedParser(name: "archive") { bytes in
        do throws(ArchiveError) {
            let files = try ZipArchive.read(bytes, path: "fuzz", limits: ZipLimits(totalBytes: 16 << 20))
            return try ZipArchive.read(try ZipArchive.write(files)) == files ? nil : "packing again lost something"
        } catch {
            return EvidenceOracle.objection(toMessage: error.description)
        }
    }

    /// The files of a dataset as ``ArchiveParts``, sealed and opened again; what is valid must survive being written anew.
    static let manifest = FuzzedParser(name: "dataset") { bytes in
        guard let packed = ArchiveParts.packed(bytes), let parts = try? ZipArchive.read(packed) else { return nil }
        do {
            let sealed = parts[Manifest.fileName] == nil ? try Manifest.seal(parts) : packed
            let dataset = try DatasetReader().read(DatasetFiles(try Manifest.open(sealed, path: "fuzz")))
            let again = try DatasetReader().read(DatasetFiles(encoding: dataset))
            return again.identity == dataset.identity ? nil : "writing the dataset changed it"
        } catch let error as EvidenceError {
            return error.diagnostics.lazy.compactMap { EvidenceOracle.objection(toMessage: $0.description) }.first
        } catch let error as ArchiveError {
            return EvidenceOracle.objection(toMessage: error.description)
        } catch {
            return "an error of a foreign type: \(error)"
        }
    }
}
