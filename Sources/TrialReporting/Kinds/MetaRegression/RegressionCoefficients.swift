import TrialResults

/// What the names of a regression's coefficients stand for: a quantity, a category, or a product of them.
struct RegressionCoefficients {
    /// One factor of a coefficient.
    struct Part {
        /// The moderator.
        let moderator: RegressionAnswer.Moderator
        /// The category; nil for a quantity.
        let category: String?
    }

    private var parts: [String: [Part]] = [:]

    init(_ answer: RegressionAnswer) {
        var single: [String: [(name: String, part: Part)]] = [:]
        for moderator in answer.moderators {
            var own: [(name: String, part: Part)] = []
            // A line on one quantity may name its column otherwise.
            for code in Set([moderator.property, moderator.name]) {
                if moderator.values != nil {
                    own.append((code, Part(moderator: moderator, category: nil)))
                } else {
                    own += Set(moderator.categories ?? []).map {
                        ("\(code): \($0)", Part(moderator: moderator, category: $0))
                    }
                }
            }
            for (name, part) in own { parts[name] = [part] }
            single[moderator.property] = own
        }
        for factors in answer.interactions ?? [] {
            var products: [(name: String, parts: [Part])] = [("", [])]
            for factor in factors {
                products = products.flatMap { product in
                    (single[factor] ?? []).map { own in
                        (product.name.isEmpty ? own.name : "\(product.name) × \(own.name)", product.parts + [own.part])
                    }
                }
            }
            for (name, product) in products { parts[name] = product }
        }
    }

    /// The factors of a coefficient; nil where its name is none that the moderators give.
    subscript(name: String) -> [Part]? { parts[name] }
}
