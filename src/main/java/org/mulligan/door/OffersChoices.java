package org.mulligan.door;

import java.util.List;

/** A command that knows choices only when it runs, such as the models that are installed. */
public interface OffersChoices {
    /**
     * @param input as the field is named, which for one door may be another than the key
     * @return empty where it knows none: then what the input declares holds
     */
    List<String> choices(String input);
}
