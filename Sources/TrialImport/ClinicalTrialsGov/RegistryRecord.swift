/// A study record of the ClinicalTrials.gov API, version 2, as far as evidence is read from it.
struct RegistryRecord: Decodable, Sendable {
    var protocolSection: RegistryProtocol
    var resultsSection: RegistryResults?
}

struct RegistryProtocol: Decodable, Sendable {
    struct Identification: Decodable, Sendable {
        struct SecondaryID: Decodable, Sendable {
            var id: String
            var type: String?
        }
        var nctId: String
        var nctIdAliases: [String]?
        var briefTitle: String?
        var officialTitle: String?
        var acronym: String?
        var secondaryIdInfos: [SecondaryID]?
    }
    struct DateStruct: Decodable, Sendable {
        var date: String?
    }
    struct Status: Decodable, Sendable {
        var overallStatus: String?
        var resultsFirstPostDateStruct: DateStruct?
    }
    struct Named: Decodable, Sendable {
        var name: String?
    }
    struct Sponsors: Decodable, Sendable {
        var leadSponsor: Named?
    }
    struct Conditions: Decodable, Sendable {
        var conditions: [String]?
    }
    struct Masking: Decodable, Sendable {
        var masking: String?
        var whoMasked: [String]?
    }
    struct DesignInfo: Decodable, Sendable {
        var allocation: String?
        var interventionModel: String?
        var maskingInfo: Masking?
    }
    struct Enrolment: Decodable, Sendable {
        var count: RegistryText?
        var type: String?
    }
    struct Design: Decodable, Sendable {
        var designInfo: DesignInfo?
        var enrollmentInfo: Enrolment?
    }
    struct ArmGroup: Decodable, Sendable {
        var label: String?
        var type: String?
        var description: String?
    }
    struct Arms: Decodable, Sendable {
        var armGroups: [ArmGroup]?
    }
    struct Location: Decodable, Sendable {
        var country: String?
    }
    struct Locations: Decodable, Sendable {
        var locations: [Location]?
    }
    var identificationModule: Identification
    var statusModule: Status?
    var sponsorCollaboratorsModule: Sponsors?
    var conditionsModule: Conditions?
    var designModule: Design?
    var armsInterventionsModule: Arms?
    var contactsLocationsModule: Locations?
}

/// A group of people of one module; the same people have another id in another module.
struct RegistryGroup: Decodable, Sendable {
    var id: String
    var title: String?
    var description: String?
}

/// A number for one group.
struct RegistryCount: Decodable, Sendable {
    var groupId: String
    var value: RegistryText?
}

/// How many of what were analysed.
struct RegistryDenominator: Decodable, Sendable {
    var units: String?
    var counts: [RegistryCount]?
}

struct RegistryMeasurement: Decodable, Sendable {
    var groupId: String
    var value: RegistryText?
    var spread: RegistryText?
    var lowerLimit: RegistryText?
    var upperLimit: RegistryText?
    var comment: String?
}

struct RegistryCategory: Decodable, Sendable {
    var title: String?
    var measurements: [RegistryMeasurement]?
}

struct RegistryClass: Decodable, Sendable {
    var title: String?
    var denoms: [RegistryDenominator]?
    var categories: [RegistryCategory]?
}

/// An outcome measure or a baseline measure: both are tables of classes, categories and groups.
struct RegistryMeasure: Decodable, Sendable {
    var type: String?
    var title: String?
    var reportingStatus: String?
    var paramType: String?
    var dispersionType: String?
    var unitOfMeasure: String?
    var timeFrame: String?
    /// What was counted where not patients, such as eyes or lesions; the older name is the second.
    var denomUnitsSelected: String?
    var typeUnitsAnalyzed: String?
    var groups: [RegistryGroup]?
    var denoms: [RegistryDenominator]?
    var classes: [RegistryClass]?
    var analyses: [RegistryAnalysis]?
}

/// A published test or estimate that concerns some groups of an outcome measure.
struct RegistryAnalysis: Decodable, Sendable {
    var groupIds: [String]?
    var groupDescription: String?
    var statisticalMethod: String?
    var paramType: String?
    var paramValue: RegistryText?
    var ciPctValue: RegistryText?
    var ciNumSides: String?
    var ciLowerLimit: RegistryText?
    var ciUpperLimit: RegistryText?
    var pValue: RegistryText?
    var dispersionType: String?
    var dispersionValue: RegistryText?
    var nonInferiorityType: String?
    var pValueComment: String?
    var estimateComment: String?
}

struct RegistryResults: Decodable, Sendable {
    struct Achievement: Decodable, Sendable {
        var groupId: String
        var numSubjects: RegistryText?
        var comment: String?
    }
    struct Milestone: Decodable, Sendable {
        var type: String?
        var achievements: [Achievement]?
    }
    struct Withdrawal: Decodable, Sendable {
        var type: String?
        var reasons: [Achievement]?
    }
    struct Period: Decodable, Sendable {
        var title: String?
        var milestones: [Milestone]?
        var dropWithdraws: [Withdrawal]?
    }
    struct Flow: Decodable, Sendable {
        var groups: [RegistryGroup]?
        var periods: [Period]?
    }
    struct Baseline: Decodable, Sendable {
        var groups: [RegistryGroup]?
        var denoms: [RegistryDenominator]?
        var measures: [RegistryMeasure]?
    }
    struct Outcomes: Decodable, Sendable {
        var outcomeMeasures: [RegistryMeasure]?
    }
    var participantFlowModule: Flow?
    var baselineCharacteristicsModule: Baseline?
    var outcomeMeasuresModule: Outcomes?
    var adverseEventsModule: RegistryHarms?
}

/// The adverse events of a record, whose numbers are numbers and not text.
struct RegistryHarms: Decodable, Sendable {
    struct EventGroup: Decodable, Sendable {
        var id: String
        var title: String?
        var description: String?
        var deathsNumAffected: RegistryText?
        var deathsNumAtRisk: RegistryText?
        var seriousNumAffected: RegistryText?
        var seriousNumAtRisk: RegistryText?
        var otherNumAffected: RegistryText?
        var otherNumAtRisk: RegistryText?

        var group: RegistryGroup { RegistryGroup(id: id, title: title, description: description) }
    }
    struct Stat: Decodable, Sendable {
        var groupId: String
        var numEvents: RegistryText?
        var numAffected: RegistryText?
        var numAtRisk: RegistryText?
    }
    struct Event: Decodable, Sendable {
        var term: String?
        var organSystem: String?
        var notes: String?
        var stats: [Stat]?
    }
    var frequencyThreshold: RegistryText?
    var timeFrame: String?
    var eventGroups: [EventGroup]?
    var seriousEvents: [Event]?
    var otherEvents: [Event]?
}
