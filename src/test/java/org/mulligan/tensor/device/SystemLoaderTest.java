package org.mulligan.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SystemLoaderTest {
    @Test
    void callsTheFunctionsOfALibrary() throws SystemLoader.NotLoaded {
        SystemLoader library = SystemLoader.open("libm.so.6");

        assertThat(library.call("ilogbf", 1024f)).isEqualTo(10);
        assertThatThrownBy(() -> library.call("mulligan"))
                .isInstanceOf(SystemLoader.NotLoaded.class)
                .hasMessage("there is no mulligan in it");
    }

    @Test
    void givesTheLoadersWordsForALibraryThatIsMissing() {
        for (String name : new String[] {"libmulligan-a.so.7", "libmulligan-b.so.8"})
            assertThatThrownBy(() -> SystemLoader.open(name))
                    .isInstanceOf(SystemLoader.NotLoaded.class)
                    .hasMessageContaining(name + ": cannot open shared object file");
    }

    /** A version of the same library under another name is not what TensorFlow asks for. */
    @Test
    void takesNoOtherVersion() {
        assertThatThrownBy(() -> SystemLoader.open("libm.so.7"))
                .isInstanceOf(SystemLoader.NotLoaded.class);
    }
}
