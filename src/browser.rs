//! Where the browser enters: the page is there already, and its islands come alive.

/// Called once by the page's script, before the islands are.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
