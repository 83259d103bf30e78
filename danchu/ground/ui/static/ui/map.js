/* A point shown on a map, for whoever asks for it. Leaflet (BSD-2, in leaflet/) is fetched when the button is pressed. */
(() => {
  "use strict";
  const near = 16, far = 13, step = 12;  // zoom on a point, on the ward; pixels an arrow key moves

  const fetched = (tag, more) => new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement(tag), more, { onload: done, onerror: failed }));
  });
  const leaflet = ({ css, js }) => Promise.all([
    fetched("link", { rel: "stylesheet", href: css }), fetched("script", { src: js })]);

  const draw = (box, said) => {
    const lat = document.querySelector("[data-lat]"), lon = document.querySelector("[data-lon]");
    const { tiles, credit, areas, centre, icon, shadow, title, at, closer, wider } = box.dataset;
    const chosen = lat.value && lon.value ? [lat.value, lon.value].map(Number) : null;
    const map = L.map(box, {
      attributionControl: Boolean(credit), zoomControl: false, fadeAnimation: false, zoomAnimation: false });
    L.control.zoom({ zoomInTitle: closer, zoomOutTitle: wider }).addTo(map);
    map.attributionControl?.setPrefix(false);
    map.setView(chosen || centre.split(",").map(Number), chosen ? near : far);
    if (tiles) L.tileLayer(tiles, { attribution: credit.replace(/[<>&]/g, ""), maxZoom: 19 }).addTo(map);
    if (areas) fetch(areas).then((answer) => answer.json()).then((shapes) => {
      const outline = L.geoJSON(shapes, { className: "map-area", interactive: false }).addTo(map);
      if (!chosen && !lat.value) { map.fitBounds(outline.getBounds()); pin.setLatLng(map.getCenter()); }
    }).catch(() => {});
    const pin = L.marker(map.getCenter(), {
      draggable: true, title, alt: title,
      icon: L.icon({ iconUrl: icon, shadowUrl: shadow, iconSize: [25, 41], iconAnchor: [12, 41], shadowSize: [41, 41] }),
    }).addTo(map);

    const put = (point) => {
      pin.setLatLng(point); map.panInside(point, { padding: [40, 40] });
      lat.value = point.lat.toFixed(4); lon.value = point.lng.toFixed(4);
      said.textContent = at.replace("LAT", lat.value).replace("LON", lon.value);
    };
    pin.on("dragend", () => put(pin.getLatLng()));
    map.on("click", ({ latlng }) => put(latlng));
    const ways = { ArrowUp: [0, -step], ArrowDown: [0, step], ArrowLeft: [-step, 0], ArrowRight: [step, 0] };
    pin.getElement().addEventListener("keydown", (event) => {
      const way = ways[event.key]; if (!way && event.key !== "Enter") return;
      event.preventDefault(); event.stopPropagation();
      put(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add(way || [0, 0])));
    });
    pin.getElement().focus({ preventScroll: true });
  };

  for (const button of document.querySelectorAll("[data-map-open]")) {
    const box = document.querySelector("[data-map]"), said = document.querySelector("[data-located]");
    button.hidden = false;
    button.addEventListener("click", () => leaflet(box.dataset).then(() => {
      button.hidden = true; box.hidden = false; document.querySelector("[data-map-hint]").hidden = false;
      draw(box, said);
    }).catch(() => { said.textContent = box.dataset.lost; }), { once: true });
  }
})();
