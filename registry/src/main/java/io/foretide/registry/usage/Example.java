package io.foretide.registry.usage;

import io.foretide.runtime.rest.Says;

/** Code to copy. */
@Says("Code to copy; it takes the address from FORETIDE_URL and a key from FORETIDE_KEY where set.")
record Example(
    @Says("Its name: what it does and in what.") String name,
    @Says("shell, javascript, java or python.") String language,
    @Says("What it does, in a sentence.") String says,
    @Says("The file that it is to be saved as.") String file,
    @Says("How to run that file.") String run,
    @Says("What has to be installed.") String needs,
    @Says("The code.") String code) {}
