import ArgumentParser
import TrialEvidence
import TrialImport

/// What a person may say of the arms of registry records.
struct RegistryOptions: FormatOptions {
    static let plain: any ImportFormat = ClinicalTrialsGov()
    static let aliases = ["ctgov"]
    static var discussion: String {
        """
        A placebo or sham that is registered as experimental is taken as a control and told; --role says otherwise.

        \(example("NCT02552212.json --role \"Placebo=control\""))
        """
    }

    @Option(
        help: ArgumentHelp(
            "What an arm is there for: treatment, control or comparator; may be repeated.", valueName: "arm=role"))
    var role: [RoleArgument] = []

    func format(for files: [String]) -> any ImportFormat {
        ClinicalTrialsGov(roles: Dictionary(role.map { ($0.arm, $0.role) }, uniquingKeysWith: { _, last in last }))
    }
}

/// The role of an arm, as a person names it: `Placebo=control`.
struct RoleArgument: ExpressibleByArgument {
    let arm: String
    let role: ArmRole

    init?(argument: String) {
        guard let cut = argument.lastIndex(of: "="), cut > argument.startIndex,
            let role = ArmRole(code: argument[argument.index(after: cut)...].lowercased())
        else { return nil }
        arm = String(argument[..<cut])
        self.role = role
    }
}
