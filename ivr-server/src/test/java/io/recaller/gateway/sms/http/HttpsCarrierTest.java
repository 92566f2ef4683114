package io.recaller.gateway.sms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.recaller.asterisk.fake.SelfMade;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.sms.Carrier.Parcel;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import io.recaller.tls.Authorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A provider whose certificate a business vouches for itself, by {@code ca-file}. */
@Timeout(60)
class HttpsCarrierTest {
    private static final Parcel PARCEL = new Parcel(42, "+4915112345678", "Grüße");

    @TempDir private static Path folder;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<HttpsServer> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(each -> each.stop(0));
    }

    @Test
    void whoIsNamedThereIsSentTo() throws Exception {
        var made = SelfMade.of(folder, "ip:127.0.0.1");

        var id = carrier(provider(made), Authorities.in(made.certificate())).carry(PARCEL);

        assertThat(id).isEqualTo("seq-42");
        assertThat(asked).hasSize(1);
    }

    @Test
    void ofAnyOtherItIsSaidWhyAndNoPasswordIsTold() throws Exception {
        var made = SelfMade.of(folder, "ip:127.0.0.1");
        var another = SelfMade.of(folder, "ip:127.0.0.1");
        var elsewhere = SelfMade.of(folder, "dns:sms.example");

        assertDistrusted(carrier(provider(made), Authorities.ofJava()));
        assertDistrusted(carrier(provider(made), Authorities.in(another.certificate())));
        assertDistrusted(carrier(provider(elsewhere), Authorities.in(elsewhere.certificate())));
        assertThat(HttpProbe.problem(plan(provider(made), Authorities.ofJava())).orElseThrow())
                .contains("vouches", "ca-file");
        assertThat(asked).isEmpty();
    }

    @Test
    void aNewCertificateAndAFileThatIsGoneCountWithTheNextConnection() throws Exception {
        var old = SelfMade.of(folder, "ip:127.0.0.1");
        var fresh = SelfMade.of(folder, "ip:127.0.0.1");
        var file = Files.copy(old.certificate(), folder.resolve("ca.pem"));
        var carrier = carrier(provider(fresh), Authorities.in(file));
        assertDistrusted(carrier);

        Files.delete(file);
        assertThat(assertDistrusted(carrier)).contains("ca-file cannot be read: " + file);

        Files.copy(fresh.certificate(), file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(carrier.carry(PARCEL)).isEqualTo("seq-42");
    }

    private static String assertDistrusted(HttpCarrier carrier) {
        var failure = catchThrowableOfType(NotSentException.class, () -> carrier.carry(PARCEL));
        assertThat(failure.remedy()).isInstanceOf(Remedy.Dead.class);
        assertThat(failure.remedy().why()).contains("ca-file");
        return failure.remedy().why();
    }

    private static HttpCarrier carrier(String url, Authorities authorities) {
        return new HttpCarrier(plan(url, authorities));
    }

    private static SmsPlan plan(String url, Authorities authorities) {
        return SmsRows.secure(SmsRows.plan("sms", SmsPlan.Provider.KANNEL, url), authorities);
    }

    private String provider(SelfMade made) throws Exception {
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(made.context()));
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().getRawQuery());
                    answer(exchange);
                });
        server.start();
        open.add(server);
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/cgi-bin/sendsms";
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var body = "0: Accepted for delivery".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(202, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
