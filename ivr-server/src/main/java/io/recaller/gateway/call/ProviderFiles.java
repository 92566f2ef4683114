package io.recaller.gateway.call;

import io.recaller.channel.inbound.FileSource;
import io.recaller.channel.inbound.FileSource.Fetched;
import io.recaller.message.file.FileContent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files from one provider's hosts, and from nowhere else, whatever address a message or a
 * redirect names: a stranger may have written it. Any thread; blocking.
 */
public final class ProviderFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderFiles.class);

    private static final int GOOD = 200;
    private static final int MOST_HOPS = 4;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);
    private static final int BROKEN = 500;

    private final ProviderHosts hosts;
    private final InstantSource clock = InstantSource.system();
    private final HttpCalls http = new HttpCalls();

    /**
     * Of a provider.
     *
     * @param hosts those that files are fetched from
     */
    public ProviderFiles(ProviderHosts hosts) {
        this.hosts = hosts;
    }

    /**
     * Fetches one.
     *
     * @param headers shown to the provider's hosts, wherever it leads
     * @param largest bytes
     */
    public Fetched fetch(String address, Map<String, String> headers, int largest) {
        var until = clock.instant().plus(FileSource.WITHIN);
        var at = read(address);
        for (var hop = 0; hop < MOST_HOPS; hop++) {
            if (at.filter(hosts::has).isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("host", at.map(URI::getHost).orElse("none"))
                        .log("a file is not fetched from where none of this provider's lie");
                return new Fetched.Never("it lies on no host of the provider's");
            }
            var answer = ask(at.get(), headers, largest, until);
            if (answer.response().isEmpty()) {
                return answer.failure();
            }
            var response = answer.response().get();
            if (!REDIRECTS.contains(response.statusCode())) {
                return read(response);
            }
            at = next(at.get(), response);
        }
        return new Fetched.Never("it is led from one address to another without end");
    }

    /** One of both. */
    private record Answer(Optional<HttpResponse<byte[]>> response, Fetched failure) {}

    private Answer ask(URI at, Map<String, String> headers, int largest, Instant until) {
        try {
            var request = HttpRequest.newBuilder(at).GET();
            headers.forEach(request::header);
            var left = Duration.between(clock.instant(), until);
            return new Answer(
                    Optional.of(http.answer(request.build(), largest, left)),
                    new Fetched.Later(""));
        } catch (TooLongException _) {
            return failed(new Fetched.Never("it is larger than what is taken"));
        } catch (IOException _) {
            return failed(new Fetched.Later("the provider cannot be reached, or is too slow"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(new Fetched.Later("the server stops"));
        }
    }

    private static Answer failed(Fetched why) {
        return new Answer(Optional.empty(), why);
    }

    private static Fetched read(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        if (status == GOOD) {
            return new Fetched.Had(FileContent.of(response.body()));
        }
        return NOT_NOW.contains(status) || status >= BROKEN
                ? new Fetched.Later("HTTP " + status)
                : new Fetched.Never("it is not there any more (HTTP " + status + ")");
    }

    private static Optional<URI> next(URI at, HttpResponse<?> response) {
        return response.headers()
                .firstValue("Location")
                .flatMap(ProviderFiles::read)
                .map(at::resolve);
    }

    private static Optional<URI> read(String address) {
        try {
            return Optional.of(URI.create(address.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
