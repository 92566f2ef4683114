package io.recaller.settings;

import io.recaller.gateway.vk.VkCommunity;
import io.recaller.settings.file.SettingsFile;

/** Reads a community in VK. */
final class VkReader {
    private final SettingsFile file;
    private final ChannelValues values;

    VkReader(SettingsFile file) {
        this.file = file;
        this.values = new ChannelValues(file);
    }

    VkCommunity community(String name, String key) {
        return new VkCommunity(
                name,
                number(key + ".group"),
                values.token(key + ".token").value(),
                values.api(key + ".url", "https://api.vk.com"));
    }

    private long number(String key) {
        if (file.text(key, "").isBlank()) {
            file.mistake(
                    key, "is missing; set it to the community's number, for example 123456789");
        }
        return file.value(
                key,
                1L,
                text -> {
                    var number = Long.parseLong(text.strip());
                    if (number < 1) {
                        throw new IllegalArgumentException(text);
                    }
                    return number;
                },
                "the community's number without a sign such as 123456789");
    }
}
