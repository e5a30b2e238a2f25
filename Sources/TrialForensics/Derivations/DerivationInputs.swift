import TrialEvidence

/// The numbers that go into a rule, by name, as printed.
public struct DerivationInputs: Sendable, Equatable {
    /// The numbers in their order.
    public let all: [RecordedDerivation.Input]

    /// Takes inputs as they are recorded.
    public init(_ inputs: [RecordedDerivation.Input]) { all = inputs }

    /// Takes numbers, in their shortest spelling; those that are not there are left out.
    public init(_ numbers: KeyValuePairs<String, Double?>) {
        all = numbers.compactMap { name, value in value.map { RecordedDerivation.Input(name, Decimals.text($0)) } }
    }

    /// The names of the inputs.
    public var names: [String] { all.map(\.name) }

    /// The input of that name.
    public subscript(name: String) -> RecordedDerivation.Input? { all.first { $0.name == name } }

    /// These inputs and a p-value as printed.
    public func adding(_ pValue: PValue?) -> DerivationInputs {
        guard let pValue else { return self }
        return DerivationInputs(all + [RecordedDerivation.Input("p_value", pValue.text)])
    }

    func number(_ name: String) throws(DerivationError) -> Double {
        guard let input = self[name] else { throw DerivationError("the input \"\(name)\" is missing") }
        guard let value = input.value else {
            throw DerivationError("\(name) is only known to be \(input.text), and a bound gives no number")
        }
        return value
    }

    /// The confidence level between 0 and 1, from percent; 95 where it is not stated.
    func level() throws(DerivationError) -> Double {
        guard self["ci_level"] != nil else { return 0.95 }
        return try number("ci_level") / 100
    }
}
