import Foundation
import TrialEvidence

/// Says what is wrong with the JSON of a record, and where.
enum RegistryJSON {
    static let idPath = "protocolSection.identificationModule.nctId"

    /// An error with the path inside the record as its column.
    static func fault(
        _ code: DiagnosticCode, _ file: String, _ path: String?, line: Int? = nil, _ message: String
    ) -> EvidenceError {
        EvidenceError([Diagnostic(code, at: Place(file, line: line, column: path), message)])
    }

    /// Turns what the decoder says into one line: a path where a value is wrong, a line where the text is no JSON.
    static func fault(_ error: DecodingError, _ bytes: [UInt8], _ file: String) -> EvidenceError {
        switch error {
        case .typeMismatch(_, let context):
            let message = "the value has the wrong type; expected the record of the API, version 2"
            return fault(.unreadableFile, file, path(context.codingPath), message)
        case .valueNotFound(_, let context):
            return fault(.missingValue, file, path(context.codingPath), "the value is null; fetch the record again")
        case .keyNotFound(let key, let context):
            let path = path(context.codingPath + [key])
            return fault(.missingValue, file, path, "the field is missing; fetch the record again")
        case .dataCorrupted(let context):
            guard context.codingPath.isEmpty else {
                let message =
                    "\(context.debugDescription); fetch it from https://clinicaltrials.gov/api/v2/studies/NCT…"
                return fault(.unreadableFile, file, path(context.codingPath), message)
            }
            return syntaxFault(bytes, file)
        @unknown default:
            return fault(.unreadableFile, file, nil, "the file cannot be read as JSON; fetch it again")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String? {
        var text = ""
        for key in keys {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue.prefix(60)
            }
        }
        return text.isEmpty ? nil : text
    }

    /// What is wrong with text that is no JSON, and on which line; the decoder itself does not say.
    private static func syntaxFault(_ bytes: [UInt8], _ file: String) -> EvidenceError {
        var reason = ""
        do {
            _ = try JSONSerialization.jsonObject(with: Data(bytes))
        } catch {
            reason = (error as NSError).userInfo["NSDebugDescription"] as? String ?? ""
        }
        let lastLine = 1 + bytes.count { $0 == 0x0A }
        if reason.contains("end of file") {
            return fault(.unreadableFile, file, nil, line: lastLine, "the record is cut off; fetch it again")
        }
        let message =
            reason.contains("nested")
            ? "the values are nested too deeply for a record; it is refused"
            : "the file is not valid JSON; fetch it again"
        let digits = reason.split { !$0.isNumber }.last.flatMap { Int($0) }
        guard let offset = digits, (0...bytes.count).contains(offset) else {
            return fault(.unreadableFile, file, nil, message)
        }
        return fault(.unreadableFile, file, nil, line: 1 + bytes[..<offset].count { $0 == 0x0A }, message)
    }
}
