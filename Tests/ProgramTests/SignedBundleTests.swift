import Foundation
import Testing
import TrialTestSupport

/// Who sealed a bundle: a signature that this program and OpenSSL's own tool make and read alike.
struct SignedBundleTests {
    private func key(_ name: String, in folder: String) throws {
        for command in [
            ["openssl", "genpkey", "-algorithm", "ed25519", "-out", "\(folder)/\(name)"],
            ["openssl", "pkey", "-in", "\(folder)/\(name)", "-pubout", "-out", "\(folder)/\(name).pub"],
        ] {
            #expect(try BuiltProgram.shell(command).status == 0)
        }
    }

    private func verify(_ bundle: String, _ key: String) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run("trialpool-report", ["verify", bundle, "--fast", "--quiet", "--signed-by", key])
    }

    @Test("the owner's key passes, another's and a changed bundle do not, and OpenSSL agrees")
    func signed() throws {
        try BuiltProgram.withFolder { folder in
            try key("alice", in: folder)
            try key("bob", in: folder)
            let bundle = "\(folder)/report.zip"
            let made = try BuiltProgram.run(
                "trialpool-report",
                [
                    "bundle", BuiltReport.results, "--plan", BuiltReport.plan, "-o", bundle, "--quiet", "--no-cache",
                    "--sign",
                    "\(folder)/alice",
                ])
            #expect(made.status == 0, "\(made.errors)")
            let good = try verify(bundle, "\(folder)/alice.pub")
            #expect(good.status == 0 && good.output.contains("signed by the owner of"), "\(good.errors)")
            let other = try verify(bundle, "\(folder)/bob.pub")
            #expect(other.status == 1 && other.errors.contains("is not what the owner of"), "\(other.errors)")
            let tool = [
                "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "\(folder)/alice.pub", "-rawin", "-in", bundle,
                "-sigfile", "\(bundle).sig",
            ]
            #expect(try BuiltProgram.shell(tool).status == 0)
            // Another honest bundle, sealed by somebody else under the old signature.
            try FileManager.default.removeItem(atPath: bundle)
            let again = [
                "bundle", BuiltReport.results, "--plan", BuiltReport.plan, "-o", bundle, "--no-cache", "--date",
                "2020-01-01",
            ]
            #expect(try BuiltProgram.run("trialpool-report", again + ["--quiet"]).status == 0)
            #expect(try verify(bundle, "\(folder)/alice.pub").status == 1)
        }
    }

    @Test("a key of another kind, a public one in a secret one's place and a missing signature are one line")
    func mistakes() throws {
        try BuiltProgram.withFolder { folder in
            try key("alice", in: folder)
            let rsa = ["openssl", "genpkey", "-algorithm", "rsa", "-out", "\(folder)/rsa"]
            #expect(try BuiltProgram.shell(rsa).status == 0)
            for (name, words) in [("rsa", "no Ed25519 key"), ("alice.pub", "no secret key")] {
                let outcome = try BuiltProgram.run(
                    "trialpool-report",
                    [
                        "bundle", BuiltReport.results, "--plan", BuiltReport.plan, "-o", "\(folder)/x.zip", "--quiet",
                        "--no-cache",
                        "--sign", "\(folder)/\(name)",
                    ])
                #expect(outcome.status == 1 && outcome.errors.contains(words), "\(outcome.errors)")
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/x.zip"))
            }
            let unsigned = try verify(BuiltReport.bundle, "\(folder)/alice.pub")
            #expect(unsigned.status == 1 && unsigned.errors.contains(".sig"), "\(unsigned.errors)")
        }
    }
}
