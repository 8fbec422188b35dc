/* Before the first paint: the chosen colour scheme, and that scripts run. */
(function(d){d.classList.add('js');try{var t=localStorage.getItem('bailiwick:theme');if(t)d.dataset.theme=t}catch(e){}})(document.documentElement);
