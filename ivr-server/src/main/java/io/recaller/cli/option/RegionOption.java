package io.recaller.cli.option;

import io.recaller.customer.handle.Handles;

/** The option {@code --region} of commands that read numbers without the settings. */
public final class RegionOption {
    private RegionOption() {}

    /**
     * Reads numbers as dialled in a country.
     *
     * @throws UsageException when there is no such country
     */
    public static Handles handles(String region) {
        try {
            return new Handles(region);
        } catch (IllegalArgumentException _) {
            throw new UsageException("--region " + region + ": no such country; write it as KZ");
        }
    }
}
