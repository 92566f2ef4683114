package io.recaller.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.db.Storable;

/** How an {@link Address} is written in rows and files. */
public final class AddressJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String SYSTEM = "system";
    static final String LINKED_ID = "linkedId";
    private static final String CHANNEL_NAME = "channelName";
    private static final String GATEWAY = "gateway";
    private static final String ID = "id";

    private AddressJson() {}

    /** What no row can hold is replaced. */
    public static ObjectNode write(Address address) {
        var json = JSON.createObjectNode();
        switch (address) {
            case Address.Call(String system, String linkedId, String channelName) -> {
                put(json, SYSTEM, system);
                put(json, LINKED_ID, linkedId);
                put(json, CHANNEL_NAME, channelName);
            }
            case Address.Thread(String gateway, String id) -> {
                put(json, GATEWAY, gateway);
                put(json, ID, id);
            }
        }
        return json;
    }

    private static void put(ObjectNode json, String name, String value) {
        json.put(name, Storable.mended(value));
    }

    /** Of a text that {@link #write} gave; a name that is missing is empty. */
    public static Address read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an address is a JSON object", e);
        }
    }

    /** As {@link #read(String)}. */
    public static Address read(JsonNode json) {
        return json.has(GATEWAY)
                ? new Address.Thread(text(json, GATEWAY), text(json, ID))
                : new Address.Call(
                        text(json, SYSTEM), text(json, LINKED_ID), text(json, CHANNEL_NAME));
    }

    private static String text(JsonNode json, String name) {
        return Storable.mended(json.path(name).asText());
    }
}
