package io.recaller.gateway.vk;

import java.net.URI;

/**
 * A community of ours.
 *
 * @param name of the gateway, in the settings
 * @param id the community's number, without a sign
 * @param token its access key; never printed
 * @param api where the API is, usually {@code https://api.vk.com}
 */
public record VkCommunity(String name, long id, String token, URI api) {
    URI method(String method) {
        return URI.create(api + "/method/" + method);
    }

    @Override
    public String toString() {
        return "VkCommunity[" + name + ", " + id + "]";
    }
}
