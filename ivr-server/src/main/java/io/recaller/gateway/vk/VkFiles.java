package io.recaller.gateway.vk;

import io.recaller.channel.inbound.FileSource;
import io.recaller.gateway.call.ProviderFiles;
import io.recaller.gateway.call.ProviderHosts;
import java.util.Map;
import java.util.Set;

/** Files that people sent, where VK keeps them: documents are led from its pages to there. */
public final class VkFiles implements FileSource {
    private static final Set<String> DOMAINS =
            Set.of(
                    "vk.com",
                    "vk.ru",
                    "vk.me",
                    "userapi.com",
                    "vkuser.net",
                    "vkuserphoto.ru",
                    "vkuseraudio.net",
                    "mycdn.me");

    private final VkCommunity community;
    private final ProviderFiles files;

    public VkFiles(VkCommunity community) {
        this.community = community;
        this.files = new ProviderFiles(hosts(community));
    }

    /** Files are fetched from there, and sent there, alone. */
    static ProviderHosts hosts(VkCommunity community) {
        return new ProviderHosts(community.api(), DOMAINS);
    }

    @Override
    public String gateway() {
        return community.name();
    }

    @Override
    public Fetched fetch(String source, int largest) {
        return files.fetch(source, Map.of(), largest);
    }
}
