export const metadata = { title: 'Profile · Timeback', description: 'How far am I today? XP, goals and courses from Timeback.' };

export default function Layout({ children }) {
  return (
    <html lang="en" dir="ltr">
      <body>
        <a href="#content" className="skip">Skip to content</a>
        <header className="top">
          <a className="brand" href="/"><img src="/favicon.svg" alt="" width="28" height="28" />Timeback</a>
          <nav aria-label="Main">
            <a href="/profile" aria-current="page">Profile</a>
            <a href="/history">History</a>
            <a href="/account">Account</a>
          </nav>
          <form method="post" action="/api/timeback/identity/signout"><button className="quiet">Sign out</button></form>
        </header>
        <main id="content">{children}</main>
        <footer>
          <form method="post" action="/language" aria-label="Language" className="languages">
            <button name="language" value="en" lang="en" dir="ltr" aria-current="true" className="quiet">English</button>
            <button name="language" value="es" lang="es" dir="ltr" className="quiet">Español</button>
            <button name="language" value="ar" lang="ar" dir="rtl" className="quiet">العربية</button>
          </form>
        </footer>
      </body>
    </html>
  );
}
