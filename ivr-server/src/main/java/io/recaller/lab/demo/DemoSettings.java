package io.recaller.lab.demo;

import io.recaller.lab.instance.AmiAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of the demo's server: a file like an operator's, with secrets made for this run.
 *
 * @param apiKey the key whose hash is in the settings
 * @param smsToken what the provider of short messages shows
 */
record DemoSettings(int agiPort, int httpPort, String agiToken, String apiKey, String smsToken) {
    /**
     * What the made-up company has besides: its fault system, and its provider of short messages.
     */
    record Others(String faultUrl, String smsUrl) {}

    static DemoSettings fresh() throws IOException {
        return new DemoSettings(
                UsualPorts.free(4573), UsualPorts.free(8080), secret(), secret(), secret());
    }

    /** Writes the file; readable by its owner only. */
    Path write(Path folder, Path flows, AmiAccount ami, List<String> espeak, Others others)
            throws IOException {
        var file = folder.resolve("recaller.yaml");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, yaml(flows, ami, espeak, others));
        return file;
    }

    private String yaml(Path flows, AmiAccount ami, List<String> espeak, Others others)
            throws IOException {
        return """
        # Made by the demo; secrets are new at every run.
        time-zone: Asia/Almaty
        default-region: KZ
        folder: %s
        flows: %s
        numbers: {8000: telecom}
        database: {port: %d}
        agi: {port: %d, token: %s}
        ami: {port: %d, user: %s, secret: %s}
        http: {port: %d}
        management: {port: %d}
        api:
          keys: {demo: {sha256: %s, scopes: [report, read, verified-fields, admin]}}
        menu: {control-share: 0}
        routing: {ring-for: 15s, wrap-up: 120s}
        speech:
          command: [%s]
        fields:
          name: {kind: text, tier: claimed}
          account: {kind: digits, tier: verified}
        look-ups:
          outage_status:
            url: %s
            timeout: 2s
            results: {outage: /outage, restored_at: /restoredAt}
        channels:
          site: {kind: web, flow: telecom}
          texts:
            kind: sms
            provider: kannel
            flow: telecom
            language: en
            url: %s
            user: demo
            password: demo
            from: "+77270008000"
            token: %s
        companion: {url: "http://127.0.0.1:%d/c", channels: [texts], prefixes: ["+7"], call: "8000"}
        """
                .formatted(
                        quoted("data"),
                        quoted(flows.toString()),
                        UsualPorts.free(5433),
                        agiPort,
                        quoted(agiToken),
                        ami.port(),
                        quoted(ami.user()),
                        quoted(ami.secret()),
                        httpPort,
                        UsualPorts.free(8081),
                        quoted(hash(apiKey)),
                        espeak.stream().map(DemoSettings::quoted).collect(Collectors.joining(", ")),
                        quoted(others.faultUrl()),
                        quoted(others.smsUrl()),
                        quoted(smsToken),
                        httpPort);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String secret() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hash(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
