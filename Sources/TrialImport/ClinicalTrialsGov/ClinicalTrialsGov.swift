import Foundation
import TrialEvidence

/// Study records of ClinicalTrials.gov as its API, version 2, gives them: one record, `{"studies": […]}`, or a list.
///
/// Fields are those of https://clinicaltrials.gov/data-api/about-api/study-data-structure. Every outcome measurement,
/// analysis, adverse event, milestone and baseline value becomes a row or is named in `notTaken`.
public struct ClinicalTrialsGov: ImportFormat {
    /// The stable name.
    public let name = "clinicaltrials-gov"
    /// One sentence for a list of formats.
    public let summary = "Study records of ClinicalTrials.gov, API version 2 JSON: arms, outcomes, analyses, harms."
    /// How the names of such files end.
    public let fileExtensions = ["json"]

    /// What a person said of arms: the role by the arm's title, in any case and without the analysis set.
    public var roles: [String: ArmRole]

    /// The studies of the dataset by their registrations, where they were looked up before.
    var registrations: RegistrationIndex?

    /// Makes the format; `roles` go before what the registry says of these arms.
    public init(roles: [String: ArmRole] = [:]) {
        self.roles = roles
    }

    /// Looks up the dataset's registrations once for many files.
    public func prepared(for dataset: Dataset) -> any ImportFormat {
        var format = self
        format.registrations = RegistrationIndex(dataset)
        return format
    }

    /// Reads every record of a file.
    ///
    /// The classic API's answers and XML are refused; a value of the wrong type is an error with its path in the record.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
        try Self.refuseOtherFormats(bytes, file: file)
        let answer = try Self.decode(bytes, file: file)
        var evidence = ImportedEvidence(file: file)
        if answer.nextPageToken != nil {
            let reason = "the answer has further pages; fetch them too"
            evidence.notTaken.append(NotTaken(place: "nextPageToken", code: "further-pages", reason: reason))
        }
        let registrations = registrations ?? RegistrationIndex(dataset)
        var seen: Set<String> = []
        for (index, record) in answer.records.enumerated() {
            let id = RegistryStudy.nctID(of: record)
            let path = (answer.isList ? "studies[\(index)]." : "") + RegistryJSON.idPath
            guard Self.isRegistration(id) else {
                let message = "\"\(id.shown)\" is not a registration such as NCT01234567; correct it"
                throw RegistryJSON.fault(.unknownCode, file, path, message)
            }
            guard seen.insert(id).inserted else {
                throw RegistryJSON.fault(.duplicateKey, file, path, "\(id) is there twice; remove one record")
            }
            RegistryStudy(record: record, dataset: registrations.part(for: record), roles: roles).read(into: &evidence)
        }
        return evidence
    }

    private static func isRegistration(_ id: String) -> Bool {
        let digits = id.dropFirst(3).utf8
        return id.hasPrefix("NCT") && (1...20).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    }

    private static func refuseOtherFormats(_ bytes: [UInt8], file: String) throws(EvidenceError) {
        guard let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            throw RegistryJSON.fault(.emptyFile, file, nil, "the file is empty; fetch the record again")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw RegistryJSON.fault(.invalidEncoding, file, nil, "the file is not UTF-8; fetch the record again")
        }
        if first == UInt8(ascii: "<") {
            let message = "this is XML, not a JSON record; fetch it from https://clinicaltrials.gov/api/v2/studies/NCT…"
            throw RegistryJSON.fault(.unreadableFile, file, nil, message)
        }
    }

    private static func decode(_ bytes: [UInt8], file: String) throws(EvidenceError) -> RegistryAnswer {
        do {
            return try JSONDecoder().decode(RegistryAnswer.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw RegistryJSON.fault(error, bytes, file)
        } catch {
            let message = "the file cannot be read as JSON; fetch it again"
            throw RegistryJSON.fault(.unreadableFile, file, nil, message)
        }
    }
}

/// What the API answers: records in one of three wrappings.
struct RegistryAnswer: Decodable {
    var records: [RegistryRecord]
    var nextPageToken: String?
    /// Whether the records stand in a list.
    var isList: Bool

    private enum Key: String, CodingKey, CaseIterable {
        case studies, protocolSection, nextPageToken
        case classicAnswer = "FullStudiesResponse"
        case classicFields = "StudyFieldsResponse"
        case classicStudy = "FullStudy"
        case classicRecord = "Study"
    }

    init(from decoder: any Decoder) throws {
        if (try? decoder.unkeyedContainer()) != nil {
            records = try [RegistryRecord](from: decoder)
            isList = true
            return
        }
        let keyed = try decoder.container(keyedBy: Key.self)
        if keyed.contains(.studies) {
            records = try keyed.decode([RegistryRecord].self, forKey: .studies)
            isList = true
            nextPageToken = try keyed.decodeIfPresent(String.self, forKey: .nextPageToken)
            return
        }
        let classic: [Key] = [.classicAnswer, .classicFields, .classicStudy, .classicRecord]
        if let key = classic.first(where: keyed.contains) {
            let message = "\(key.rawValue) is the shape of the classic API, which was switched off in June 2024"
            throw DecodingError.dataCorrupted(.init(codingPath: [key], debugDescription: message))
        }
        guard keyed.contains(.protocolSection) else {
            let message = "neither a record (protocolSection) nor a list of records (studies)"
            throw DecodingError.dataCorrupted(.init(codingPath: [Key.protocolSection], debugDescription: message))
        }
        records = [try RegistryRecord(from: decoder)]
        isList = false
    }
}
