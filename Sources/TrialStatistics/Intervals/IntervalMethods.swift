/// The intervals for coefficients, by the words of the batch contract.
public enum IntervalMethods {
    /// All methods.
    public static let all: [any IntervalMethod] = [
        NormalInterval(), TInterval(), HartungKnapp(), HartungKnapp.guarded, WiderOfTwo(), IQWiG6(), KenwardRoger(),
        ProfileLikelihoodInterval(), ProfileLikelihoodInterval.bartlettCorrected, SkovgaardInterval(), HenmiCopas(),
    ]

    /// The method of that word, such as `hartung-knapp`; nil where there is none.
    public static func named(_ code: String) -> (any IntervalMethod)? { all.first { $0.code == code } }
}
