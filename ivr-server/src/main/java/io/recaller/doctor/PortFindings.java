package io.recaller.doctor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsMark;
import io.recaller.settings.UnlistenedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks whether our ports are free, or ours: a server that runs says which ones it holds. */
final class PortFindings {
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private final Settings settings;
    private final JsonNode running;

    PortFindings(Settings settings) {
        this.settings = settings;
        this.running = running(settings.web());
    }

    List<Finding> look() {
        var web = settings.web();
        var findings = new ArrayList<Finding>();
        if (settings.hasTelephone()) {
            findings.add(port("agi.port", settings.agi().host(), settings.agi().port()));
        }
        findings.add(port("http.port", web.host(), web.port()));
        findings.add(port("management.port", web.managementHost(), web.managementPort()));
        return findings;
    }

    private Finding port(String key, String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Finding.ok("ports", key + " " + port + " is free");
        } catch (IOException e) {
            if (e instanceof UnknownHostException || !holds(key, port)) {
                return Finding.bad("ports", UnlistenedPort.words(key, host, port, e));
            }
            return SettingsMark.of(settings).equals(running.path("settings").asText())
                    ? Finding.ok("ports", key + " " + port + " is held by this server, which runs")
                    : Finding.bad("ports", UnlistenedPort.takenByAnotherRecaller(key, port));
        }
    }

    private boolean holds(String key, int port) {
        return settings.serverName().equals(running.path("server").asText())
                && running.path("ports").path(key).asInt() == port;
    }

    private static JsonNode running(Settings.Web web) {
        var any = web.managementHost().equals("0.0.0.0") || web.managementHost().equals("::");
        var host = any ? "127.0.0.1" : web.managementHost();
        try (var client = HttpClient.newBuilder().connectTimeout(WITHIN).build()) {
            var url = new URI("http", null, host, web.managementPort(), "/health/live", null, null);
            var asked = HttpRequest.newBuilder(url).timeout(WITHIN).build();
            var said = client.send(asked, HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(said.body());
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        } catch (IOException | URISyntaxException | IllegalArgumentException _) {
            return MissingNode.getInstance();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }
}
