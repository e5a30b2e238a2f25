/// Carries a Swift closure through a C callback.
final class CallbackBox {
    let function: (Double) -> Double
    init(_ function: @escaping (Double) -> Double) { self.function = function }

    /// Calls `body` with the C function and the context that lead back to `function`.
    static func withCallback<Result>(
        _ function: (Double) -> Double,
        _ body: (@convention(c) (Double, UnsafeMutableRawPointer?) -> Double, UnsafeMutableRawPointer) -> Result
    ) -> Result {
        withoutActuallyEscaping(function) { escapable in
            let box = CallbackBox(escapable)
            return withExtendedLifetime(box) {
                body(
                    { x, context in Unmanaged<CallbackBox>.fromOpaque(context!).takeUnretainedValue().function(x) },
                    Unmanaged.passUnretained(box).toOpaque())
            }
        }
    }
}
